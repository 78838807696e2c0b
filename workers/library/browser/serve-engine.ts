import type { EngineWorker } from "#library/engine-port.ts";
import { serveTeam } from "../../inference/int4/help-team.ts";
import type { KernelHost } from "../../inference/int4/kernel-host.ts";
import type { Loaders } from "../../inference/loaders.ts";
import { serve } from "../../rpc/serve.ts";
import { createEngine } from "../create-engine.ts";
import { packageKernelHost } from "./package-kernel-host.ts";
import { taskOf } from "./worker-files.ts";

/** The content of a worker of the package: an engine, or one of the kernel's threads. Parameters as `createEngine`. */
export function serveEngine(
  loadersOf: (host: KernelHost) => Loaders,
  loadTemplates?: () => Promise<void>,
): void {
  if (taskOf(self.name).task === "helper") serveTeam();
  else serve<EngineWorker>(self, createEngine(loadersOf(packageKernelHost()), undefined, loadTemplates));
}
