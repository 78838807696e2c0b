import type { Wording } from "#base/message.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import type { GenaiConfig } from "#genai/config.ts";
import type { Decoder } from "#genai/decoder-session.ts";
import type { RuntimeInfo } from "#inference/inference-port.ts";
import type { RuntimeId } from "#inference/runtimes.ts";
import type { BundleReader } from "./bundle-reader.ts";
import type { ExpectedContext } from "./expected-context.ts";
import { int4Runtime } from "./int4/int4-runtime.ts";
import type { PipelineSession } from "./ort-web/pipeline-session.ts";
import { ortWebRuntime } from "./ort-web/ort-web-runtime.ts";

/** A decoder for a runtime to run. */
export interface DecoderToLoad {
  readonly file: BundleFile;
  readonly reader: BundleReader;
  readonly expected: ExpectedContext;
}

/** A runtime that accepted a decoder; one of the two methods is called. */
export interface LoadedRuntime {
  readonly info: () => Omit<RuntimeInfo, "reason">;
  /** For option 2. @throws AppError where loading fails. */
  readonly decoder: (config: GenaiConfig) => Promise<Decoder>;
  /** For option 1, below transformers.js. @throws AppError where loading fails. */
  readonly session: () => Promise<PipelineSession>;
}

export interface Runtime {
  /**
   * @throws AppError "unsupported" or "missing-dependency" if another runtime may run it; "out-of-memory", before any weight is read, if
   * it does not fit with the expected context; errors of loading.
   */
  readonly load: (decoder: DecoderToLoad) => Promise<LoadedRuntime>;
  /** Why "automatic" prefers it for models that it knows. */
  readonly whyFirst: Wording;
}

/** In the order in which "automatic" tries them: the fastest first, the one for every model last. */
export const runtimes: Readonly<Record<RuntimeId, Runtime>> = {
  int4: int4Runtime,
  "onnxruntime-web": ortWebRuntime,
};
