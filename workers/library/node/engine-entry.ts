/** The small worker, in a thread of Node. */
import type { EngineWorker } from "#library/engine-port.ts";
import { createEngine } from "../create-engine.ts";
import { kernelOnly } from "../kernel-only.ts";
import { nodeKernelHost } from "./node-kernel-host.ts";
import { serveThread } from "./worker-scope.ts";

serveThread<EngineWorker>(() => createEngine(kernelOnly(nodeKernelHost(new URL(import.meta.url)))));
