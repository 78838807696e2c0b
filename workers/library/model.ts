import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { LoadedModel } from "#library/engine-port.ts";
import type { ModelSource, SourceEvents } from "#library/model-source.ts";
import { ChatCompletions } from "./chat-completions.ts";
import { genaiChat } from "./genai-chat.ts";
import { eventsOf, type LoadOptions, type RuntimeInfo, runtimeInfoOf, withBudget } from "./load-options.ts";
import { platform } from "./platform.ts";
import { type LibraryWorker, openEngine } from "./workers.ts";

/** Options of `Model.load`. */
export interface ModelOptions extends LoadOptions {
  /** How many tokens, prompt and answer together, must fit into memory; by default max_length of genai_config.json. */
  readonly maxLength?: number;
}

/**
 * A model of the ONNX Runtime generate() API, loaded in a worker of its own: `og.Model` of onnxruntime-genai 0.18.
 *
 * @example
 * const model = await Model.load("https://example.com/models/phi-3-mini/");
 * const answer = await model.chat.completions.create({ messages: [{ role: "user", content: "Hello!" }] });
 */
export class Model {
  /** What runs it. */
  readonly runtime: RuntimeInfo;
  /** OpenAI's chat completions, answered by this model. */
  readonly chat: { readonly completions: ChatCompletions };
  readonly #loaded: LoadedModel;
  readonly #engine: LibraryWorker;

  private constructor(engine: LibraryWorker, loaded: LoadedModel, name: string) {
    const { config, runtime } = loaded;
    this.#engine = engine;
    this.#loaded = loaded;
    this.runtime = runtimeInfoOf(runtime);
    this.chat = { completions: new ChatCompletions(genaiChat(engine, config), name) };
  }

  /**
   * Loads a model's files and its weights.
   *
   * @param source a folder's address (with a `bundle.json`, or as onnxruntime-genai's model builder writes it), a zip's address, a
   * `File` of a zip, the `File`s of a folder, a `FileSystemDirectoryHandle` (such as one of the origin private file system), a
   * `FileSystemFileHandle` of a zip, or `hub("owner/name")`. In Node also a path.
   * @throws AppError with a code: "network", "invalid-bundle", "invalid-config", "invalid-model", "unsupported", "out-of-memory",
   * "over-limit", "aborted", …
   */
  static async load(source: Source, options: ModelOptions = {}): Promise<Model> {
    return Model.open(withBudget(await platform().sourceOf(source), options), options, eventsOf(options));
  }

  /** @param given a source, or files that were looked up before: these, and no others. @internal */
  static async open(
    given: ModelSource | ModelBundle,
    { runtime = "automatic", maxLength, signal = new AbortController().signal }: ModelOptions,
    events: SourceEvents,
  ): Promise<Model> {
    if (maxLength !== undefined && !(Number.isInteger(maxLength) && maxLength > 0)) {
      throw new AppError(
        "invalid-argument",
        message`maxLength is ${String(maxLength)}; give a whole number above 0.`,
      );
    }
    let bundle: ModelBundle | null = "kind" in given ? null : given;
    return openEngine(runtime, async (engine) => {
      bundle ??= await engine.open(given as ModelSource, events, signal);
      const loaded = await engine.load(bundle, runtime, maxLength ?? null, events, signal);
      return new Model(engine, loaded, bundle.name);
    });
  }

  /** `model.type` of genai_config.json, e.g. "phi3". */
  get type(): string {
    return this.#loaded.config.model.type;
  }

  /** The model's limit in tokens, including the answer. */
  get contextLength(): number {
    return this.#loaded.config.model.contextLength;
  }

  /** Ends the worker and frees its memory. The model cannot be used afterwards. */
  async dispose(): Promise<void> {
    this.#engine.dispose();
  }

  /** `dispose`, at the end of the block of `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  /** For the library's own classes. @internal */
  static inside(model: Model): LoadedModel & { readonly worker: LibraryWorker } {
    return { ...model.#loaded, worker: model.#engine };
  }
}

/** Anything that a model can be loaded from. */
export type Source =
  | string
  | URL
  | Blob
  | readonly File[]
  | FileSystemDirectoryHandle
  | FileSystemFileHandle
  | HubSource;

/** A repository of the Hugging Face hub; made by `hub`. */
export interface HubSource {
  readonly kind: "hub";
  /** "owner/name" */
  readonly repository: string;
  /** Branch, tag or commit; "main" by default. */
  readonly revision?: string;
  /** The folder of the model, where the repository holds several. */
  readonly variant?: string;
  /** The address of a mirror; https://huggingface.co by default. */
  readonly hubUrl?: string;
}

/**
 * A model on the Hugging Face hub, or on a mirror with the same API. Its files are read in place, and not stored.
 * @param repository "owner/name".
 * @param options `revision`: branch, tag or commit, by default "main"; `variant`: the folder, if the repository holds several models;
 * `hubUrl` of a mirror.
 */
export function hub(repository: string, options: Omit<HubSource, "kind" | "repository"> = {}): HubSource {
  return { kind: "hub", repository, ...options };
}
