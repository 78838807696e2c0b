import { int4Runtime } from "./int4/int4-runtime.ts";
import type { KernelHost } from "./int4/kernel-host.ts";
import type { Loaders } from "./loaded-models.ts";
import { ortWebRuntime } from "./ort-web/ort-web-runtime.ts";
import { ChatModel } from "./transformers/chat-model.ts";

/** All that runs models: for the page's inference worker, and for the package's full one. */
export function allLoaders(host: KernelHost): Loaders {
  return {
    runtimes: { int4: int4Runtime(host), "onnxruntime-web": ortWebRuntime },
    loadChatModel: (...model) => ChatModel.load(...model),
  };
}
