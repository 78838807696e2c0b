import { fetchBuild } from "../../inference/int4/fetch-build.ts";
import { compileKernel } from "../../inference/int4/kernel-module.ts";
import type { KernelHost } from "../../inference/int4/kernel-host.ts";
import { joinTeam } from "../../inference/int4/join-team.ts";
import { threadChoice } from "../../inference/ort-web/thread-choice.ts";
import { missingFile } from "./missing-file.ts";
import { startPackageWorker, taskOf } from "./worker-files.ts";

/** The kernel in a worker of the package, whose name contains the places of the files. */
export function packageKernelHost(): KernelHost {
  const task = taskOf(self.name);
  if (task.task !== "engine") throw new Error("This worker is no engine.");
  const { kernel } = task.files;
  return {
    machine: { ...threadChoice, crossOriginIsolated: self.crossOriginIsolated },
    loadKernel: (isThreaded) =>
      compileKernel(
        (name) => fetchBuild(kernel[name], (cause) => missingFile(kernel[name], cause)),
        isThreaded,
      ),
    startHelper: (start) => joinTeam(startPackageWorker(task.script, { task: "helper" }), start),
  };
}
