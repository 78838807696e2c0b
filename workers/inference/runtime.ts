import type { Wording } from "#base/message.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import type { GenaiConfig, ModelConfig } from "#genai/config.ts";
import type { Decoder } from "#genai/decoder-session.ts";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import type { BundleReader } from "./bundle-reader.ts";
import type { ExpectedContext } from "./expected-context.ts";
import type { PipelineSession } from "./ort-web/pipeline-session.ts";

/** The decoder that a runtime is to run. */
export interface DecoderToLoad {
  readonly file: BundleFile;
  readonly reader: BundleReader;
  readonly expected: ExpectedContext;
  /** What genai_config.json tells of the graph, for option 2. */
  readonly told?: ModelConfig;
}

/** A runtime that has taken a decoder: one of the two is asked for. */
export interface LoadedRuntime {
  readonly info: () => Omit<RuntimeFacts, "reason">;
  /** For option 2. @throws AppError where loading fails. */
  readonly decoder: (config: GenaiConfig) => Promise<Decoder>;
  /**
   * For option 1, below transformers.js.
   * @param over puts a session on a decoder that has none of its own.
   * @throws AppError where loading fails.
   */
  readonly session: (over: (decoder: Decoder) => PipelineSession) => Promise<PipelineSession>;
}

export interface Runtime {
  /**
   * @throws AppError "unsupported" or "missing-dependency" where another runtime may run it; "out-of-memory", before any weight
   * is read, where it does not fit with the context expected; errors of loading.
   */
  readonly load: (decoder: DecoderToLoad) => Promise<LoadedRuntime>;
  /** Why the automatic choice takes it where it knows the model. */
  readonly whyFirst: Wording;
}

/** By id, in the order in which the automatic choice tries them: the fastest first, the one for every model last. */
export type Runtimes<Id extends string = string> = Readonly<Record<Id, Runtime>>;
