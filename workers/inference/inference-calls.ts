import type { Progress } from "#base/progress.ts";
import type { InferenceOutput, InferenceRequest } from "#kernel/ports.ts";

export type InferenceEvent =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "text-delta"; readonly text: string; readonly tokenCount: number };

/** What the inference worker can be asked. */
export interface InferenceCalls {
  predict: { params: InferenceRequest; event: InferenceEvent; result: InferenceOutput };
}
