import { AppError, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { compileKernel } from "../../inference/int4/kernel-module.ts";
import type { KernelHost } from "../../inference/int4/kernel-host.ts";
import { joinTeam } from "../../inference/int4/join-team.ts";
import { threadChoice } from "../../inference/ort-web/thread-choice.ts";
import { startPackageWorker, taskOf } from "./worker-files.ts";

/** The kernel in a worker of the package, whose name contains the places of the files. */
export function packageKernelHost(): KernelHost {
  const task = taskOf(self.name);
  if (task.task !== "engine") throw new Error("This worker is no engine.");
  const { kernel } = task.files;
  return {
    machine: { ...threadChoice, crossOriginIsolated: self.crossOriginIsolated },
    loadKernel: (isThreaded) => compileKernel((name) => readFile(kernel[name]), isThreaded),
    startHelper: (start) => joinTeam(startPackageWorker(task.script, { task: "helper" }), start),
  };
}

async function readFile(url: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new WordedError(message`HTTP status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new AppError(
      "missing-dependency",
      message`${url} could not be read. It is a file of the library: serve all of them beside its entry.`,
      { details: { url }, cause: error },
    );
  }
}
