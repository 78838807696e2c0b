/** What the full worker contains: every runtime, and transformers.js. */
import { int4Runtime } from "../inference/int4/int4-runtime.ts";
import type { KernelHost } from "../inference/int4/kernel-host.ts";
import { ortWebRuntime } from "../inference/ort-web/ort-web-runtime.ts";
import type { Loaders } from "../inference/predict.ts";
import { ChatModel } from "../inference/transformers/chat-model.ts";

export function full(host: KernelHost): Loaders {
  return {
    runtimes: { int4: int4Runtime(host), "onnxruntime-web": ortWebRuntime },
    loadChatModel: (...model) => ChatModel.load(...model),
  };
}
