import { AppError, throwIfAborted } from "#base/errors.ts";
import { english, message } from "#base/message.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { RunnableModel } from "#library/mlflow-source.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { pythonJson } from "#python-values/python-json.ts";
import type { PythonValue } from "#python-values/python-value.ts";
import { predict, type ServedModel } from "#scoring-server/predict.ts";
import { readJson } from "#scoring-server/read-json.ts";
import { servingModel } from "#scoring-server/serving-model.ts";
import { ServingError } from "#scoring-server/serving-error.ts";
import { ChatCompletions, type PrepareChat } from "./chat-completions.ts";
import { genaiChat } from "./genai-chat.ts";
import { eventsOf } from "./load-options.ts";
import type { Source } from "./model.ts";
import { type MlflowOptions, openMlflowModel } from "./open-mlflow-model.ts";
import { pipelineChat } from "./pipeline-chat.ts";
import { type LibraryWorker, openEngine, startEngine } from "./workers.ts";

/** Options of `MlflowModel.predict`. */
export interface PredictOptions {
  /** By name, for a model whose signature has some; MLflow's warning is for others. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Ends the call, which rejects with the code "aborted". */
  readonly signal?: AbortSignal;
}

/** An MLflow model, like the result of `mlflow.pyfunc.load_model`. Made by `loadMlflowModel`. */
export class MlflowModel {
  /** The name of the folder or zip that it came from. */
  readonly name: string;
  /** As MLflow prints it. */
  readonly signature: string;
  /** The version of MLflow that wrote the model. */
  readonly mlflowVersion: string;
  /** Input for `predict`; null if the model has none. */
  readonly inputExample: unknown;
  /** Differences from the native model, in sentences. */
  readonly notes: readonly string[];
  /** OpenAI's chat completions, answered by this model if it has a chat template. */
  readonly chat: { readonly completions: ChatCompletions };
  readonly #engine: LibraryWorker;
  readonly #model: RunnableModel;
  readonly #runtime: RuntimeChoice;

  private constructor(
    engine: LibraryWorker,
    model: RunnableModel,
    runtime: RuntimeChoice,
    chat: PrepareChat,
  ) {
    const { signature, mlflowVersion, inputExample, notes } = model;
    this.signature = printSignature(signature);
    this.mlflowVersion = mlflowVersion;
    this.inputExample = inputExample === null ? null : rowsIn(JSON.parse(inputExample));
    this.notes = notes.map(english);
    this.name = model.bundle.name;
    this.chat = { completions: new ChatCompletions(chat, this.name) };
    this.#engine = engine;
    this.#model = model;
    this.#runtime = runtime;
  }

  /** @internal */
  static async load(source: Source, options: MlflowOptions): Promise<MlflowModel> {
    const { runtime = "automatic", signal = new AbortController().signal } = options;
    const model = await openMlflowModel(source, options);
    const { bundle, wrapper } = model;
    // transformers.js and its files are loaded only for that flavor.
    if (wrapper.option === "transformers") {
      const engine = startEngine("full");
      return new MlflowModel(engine, model, runtime, pipelineChat(engine, model, wrapper, runtime));
    }
    const given = Number(wrapper.searchOptions["max_length"]);
    const maxLength = given > 0 ? given : null;
    return openEngine(runtime, async (engine) => {
      const { config } = await engine.load(bundle, runtime, maxLength, eventsOf(options), signal);
      const chat = genaiChat(engine, config, wrapper.searchOptions);
      return new MlflowModel(engine, model, runtime, chat);
    });
  }

  /**
   * Returns what `predict` of the MLflow model returns; the signature is enforced as in MLflow.
   * @param data input that matches the signature: `{ prompt: "…" }`, `{ messages: […] }`, or a list of such rows, as of a DataFrame.
   * @param options `params`, by name, for a model whose signature has some; `signal` ends the call.
   * @returns a text for a custom pyfunc, a list of chat completions for the task llm/v1/chat.
   * @throws AppError "invalid-input" with MLflow's message if the data does not match the signature; "prompt-too-long", "out-of-memory",
   * "aborted".
   */
  async predict(data: unknown, { params, signal }: PredictOptions = {}): Promise<unknown> {
    throwIfAborted(signal);
    const value = jsonOf(data);
    const given = params === undefined ? null : jsonOf(params);
    let fault: unknown = null;
    try {
      const { prediction } = await predict(
        () => ({
          data: { kind: "value", value, isCast: false },
          shown: value,
          isUnified: true,
          params: given,
        }),
        this.#serve((error) => (fault = error)),
        signal ?? new AbortController().signal,
      );
      return JSON.parse(pythonJson(prediction as PythonValue)) as unknown;
    } catch (error) {
      if (fault !== null) throw AppError.from(fault);
      if (error instanceof ServingError) throw new AppError("invalid-input", error.message, { cause: error });
      throw AppError.from(error);
    }
  }

  /** Ends the worker and frees its memory. The model cannot be used afterwards. */
  async dispose(): Promise<void> {
    this.#engine.dispose();
  }

  /** `dispose`, at the end of the block of `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  /** For the library's server. @internal */
  static served(model: MlflowModel, onFault: (error: unknown) => void): ServedModel {
    return model.#serve(onFault);
  }

  /** @param onFault is called with the reason of a failure, which MLflow's server hides. */
  #serve(onFault: (error: unknown) => void): ServedModel {
    const { bundle, wrapper, signature, mlflowVersion } = this.#model;
    const noClass = () => Promise.reject(new Error("The library runs no Python."));
    return {
      ...servingModel({ wrapper, bundle, runtime: this.#runtime }, this.#engine, noClass, onFault),
      columns: signature.inputs ?? [],
      mlflowVersion,
    };
  }
}

/** Before MLflow 2.16, an example is a DataFrame, kept by its columns: then its rows, which `predict` takes. */
function rowsIn(example: unknown): unknown {
  const { columns, data } = Object(example) as { columns?: unknown; data?: unknown };
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every(Array.isArray)) return example;
  return data.map((row: readonly unknown[]) =>
    Object.fromEntries(columns.map((name, at) => [String(name), row[at]])),
  );
}

function jsonOf(data: unknown): PythonValue {
  try {
    return readJson(JSON.stringify(data));
  } catch (error) {
    throw new AppError(
      "invalid-input",
      message`The data is not JSON. Send an object, or a list of objects.`,
      {
        cause: error,
      },
    );
  }
}
