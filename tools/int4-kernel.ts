import type { Plugin } from "vite";
import { buildKernel } from "../int4/build.mjs";

/** Compiles the int4 kernel before anything that may import it: the page, its worker, the bench, tests. */
export function int4Kernel(): Plugin {
  return { name: "int4-kernel", buildStart: buildKernel };
}
