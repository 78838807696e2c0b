import { browserKernelHost } from "../../inference/int4/browser-kernel-host.ts";
import type { KernelHost } from "../../inference/int4/kernel-host.ts";
import { missingFile } from "../../inference/missing-file.ts";
import { optionsOf, taskOf } from "./worker-files.ts";

/** The kernel in a worker of the package, whose name contains the places of the files. */
export function packageKernelHost(): KernelHost {
  const task = taskOf(self.name);
  if (task.task !== "engine") throw new Error("This worker is no engine.");
  return browserKernelHost({
    urls: task.files.kernel,
    missing: missingFile,
    // The page starts it.
    startHelper: () => new Worker(task.script, optionsOf({ task: "helper" })),
  });
}
