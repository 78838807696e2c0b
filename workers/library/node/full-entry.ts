/** The full worker, in a thread of Node. */
import "./self.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import { allLoaders } from "../../inference/loaders.ts";
import { createEngine } from "../create-engine.ts";
import { nodeKernelHost } from "./node-kernel-host.ts";
import { serveThread } from "./worker-scope.ts";

serveThread<EngineWorker>(() => createEngine(allLoaders(nodeKernelHost(new URL(import.meta.url)))));
