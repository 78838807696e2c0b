/** What the small worker holds: the int4 kernel, and nothing of onnxruntime-web and transformers.js. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { int4Runtime } from "../inference/int4/int4-runtime.ts";
import type { KernelHost } from "../inference/int4/kernel-host.ts";
import type { Loaders } from "../inference/predict.ts";

/** What it lacks is refused with the code upon which the library starts the full worker. */
const elsewhere = (): Promise<never> =>
  Promise.reject(new AppError("missing-dependency", message`This worker holds the int4 kernel only.`));

export function kernelOnly(host: KernelHost): Loaders {
  return {
    runtimes: {
      int4: int4Runtime(host),
      "onnxruntime-web": { whyFirst: "", load: elsewhere },
    },
    loadChatModel: elsewhere,
  };
}
