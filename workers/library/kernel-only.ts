/** What the small worker contains: the int4 kernel, without onnxruntime-web and transformers.js. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { int4Runtime } from "../inference/int4/int4-runtime.ts";
import type { KernelHost } from "../inference/int4/kernel-host.ts";
import type { Loaders } from "../inference/loaders.ts";

/** Anything else is refused with the code that makes the library start the full worker. */
const elsewhere = (): Promise<never> =>
  Promise.reject(new AppError("missing-dependency", message`This worker holds the int4 kernel only.`));

export function kernelOnly(host: KernelHost): Loaders {
  return {
    runtimes: {
      int4: int4Runtime(host),
      "onnxruntime-web": { whyFirst: "", load: elsewhere },
    },
    predictChat: elsewhere,
  };
}
