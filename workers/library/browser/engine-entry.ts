/** The package's small worker: the generate() API on the int4 kernel, or one of the kernel's threads. */
import type { EngineWorker } from "#library/engine-port.ts";
import { serveTeam } from "../../inference/int4/help-team.ts";
import { serve } from "../../rpc/serve.ts";
import { createEngine } from "../engine.ts";
import { kernelOnly } from "../kernel-only.ts";
import { loadTemplates } from "./lazy-minja.ts";
import { packageKernelHost } from "./package-kernel-host.ts";
import { taskOf } from "./worker-files.ts";

if (taskOf(self.name).task === "helper") serveTeam();
else serve<EngineWorker>(self, createEngine(kernelOnly(packageKernelHost()), loadTemplates));
