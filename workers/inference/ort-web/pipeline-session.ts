import type { InferenceSession, InferenceSessionHandler } from "onnxruntime-common";

export type Feeds = Parameters<InferenceSessionHandler["run"]>[0];
export type Fetches = Parameters<InferenceSessionHandler["run"]>[1];
export type Results = Awaited<ReturnType<InferenceSessionHandler["run"]>>;

/** What transformers.js uses as an ONNX session. */
export interface PipelineSession {
  readonly inputs: readonly InferenceSession.ValueMetadata[];
  readonly outputs: readonly InferenceSession.ValueMetadata[];
  run(feeds: Feeds, fetches: Fetches): Promise<Results>;
  dispose(): Promise<void>;
}
