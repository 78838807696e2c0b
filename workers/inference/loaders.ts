import type { RuntimeId } from "#inference/runtimes.ts";
import { int4Runtime } from "./int4/int4-runtime.ts";
import type { KernelHost } from "./int4/kernel-host.ts";
import { ortWebRuntime } from "./ort-web/ort-web-runtime.ts";
import type { Runtimes } from "./runtime.ts";
import { createPredictChat, type PredictChat } from "./transformers/predict-chat.ts";

/** What a worker can run. */
export interface Loaders {
  readonly runtimes: Runtimes<RuntimeId>;
  readonly predictChat: PredictChat;
}

/** All that runs models: for the page's inference worker, and for the package's full one. */
export function allLoaders(host: KernelHost): Loaders {
  const runtimes = { int4: int4Runtime(host), "onnxruntime-web": ortWebRuntime };
  return { runtimes, predictChat: createPredictChat(runtimes) };
}
