import type { ModelBundle } from "#bundle/bundle.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { InferenceOutput, InferencePort, InferenceRequest } from "#inference/inference-port.ts";
import { requireTokenizerForStop } from "#mlflow/hub-source.ts";
import { withSearchOptions } from "#mlflow/pyfunc-params.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import { runsItself, type Wrapper } from "#wrapper/wrapper.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import { pythonJson } from "#python-values/python-json.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";
import type { RequestData } from "./request-data.ts";
import type { ServedModel } from "./predict.ts";

/** What an inference cell last ran. */
export interface RunModel {
  readonly wrapper: Wrapper;
  /** The wrapper cell's Python. */
  readonly code: string;
  readonly report: BundleReport;
  readonly bundle: ModelBundle;
  readonly runtime: RuntimeChoice;
}

/**
 * The wrapper's class, if it runs itself, called with data as JSON. @returns the answer's JSON; null for values that JSON does not have.
 */
export type AskClass = (
  question: { readonly input: string; readonly params: string | null; readonly isFrame: boolean },
  signal: AbortSignal,
) => Promise<string | null>;

/**
 * That model behind the local endpoint, run by the engine or by its own class.
 * @param onFault is called with each error of the engine, which the server's answer replaces with "an unexpected error".
 */
export function servingModel(
  { wrapper, bundle, runtime }: Pick<RunModel, "wrapper" | "bundle" | "runtime">,
  inference: Pick<InferencePort, "predict">,
  askClass: AskClass,
  onFault: (error: unknown) => void = () => undefined,
): ServedModel {
  const columns = signatureOf(wrapper).inputs ?? [];
  const mlflowVersion = PROFILES[wrapper.profile].packages["mlflow"] ?? "";

  if (runsItself(wrapper)) {
    const { inputs, params } = signatureOf(wrapper);
    return {
      option: "class",
      columns,
      mlflowVersion,
      hasSchema: inputs !== null,
      params,
      async predict(data, given, signal) {
        const answer = await askClass(
          { ...dataJson(data), params: given === null ? null : pythonJson(given) },
          signal,
        );
        if (answer === null) throw new TypeError("What the class gives has no JSON.");
        return readPythonJson(answer);
      },
    };
  }

  async function run(request: InferenceRequest, signal: AbortSignal): Promise<InferenceOutput> {
    const events = { onProgress: () => undefined, onTextDelta: () => undefined };
    const output = await inference.predict(request, events, signal).catch((error: unknown) => {
      onFault(error);
      throw error;
    });
    // A stopped run has half an answer, which a server never returns.
    if (output.stopped) throw new AppError("aborted", message`The request was ended.`);
    return output;
  }

  if (wrapper.option === "pyfunc") {
    return {
      option: "pyfunc",
      columns,
      mlflowVersion,
      params: signatureOf(wrapper).params,
      async predict(prompt, params, signal) {
        const given = withSearchOptions(wrapper, params);
        const output = await run(
          { option: "pyfunc", bundle, wrapper: given, runtime, input: { prompt } },
          signal,
        );
        return output.option === "pyfunc" ? output.response : "";
      },
    };
  }
  return {
    option: "transformers",
    task: wrapper.task,
    columns,
    mlflowVersion,
    async predict(input, signal) {
      requireTokenizerForStop(input, wrapper, bundle);
      const output = await run({ option: "transformers", bundle, wrapper, runtime, input }, signal);
      const completion = output.option === "transformers" ? output.response[0] : undefined;
      if (completion === undefined) throw new AppError("internal", "There was no completion.");
      return completion;
    },
  };
}

/** In the form that phi3_session/wrappers.py reads. */
function dataJson(data: RequestData): { readonly input: string; readonly isFrame: boolean } {
  if (data.kind === "value") return { input: pythonJson(data.value), isFrame: false };
  const columns = [...data.frame].map(([name, { values }]) => [name, values]);
  return { input: pythonJson({ columns, labels: data.labels }), isFrame: true };
}
