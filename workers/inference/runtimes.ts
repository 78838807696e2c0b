import type { RuntimeId } from "#inference/runtimes.ts";
import { int4Runtime } from "./int4/int4-runtime.ts";
import { pageKernelHost } from "./int4/page-kernel-host.ts";
import { ortWebRuntime } from "./ort-web/ort-web-runtime.ts";
import type { Runtimes } from "./runtime.ts";

/** The page's. */
export const runtimes: Runtimes<RuntimeId> = {
  int4: int4Runtime(pageKernelHost),
  "onnxruntime-web": ortWebRuntime,
};
