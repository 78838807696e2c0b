/** The library in Node: the same API on worker threads. */
import { usePlatform } from "../platform.ts";
import { startThread } from "./node-worker.ts";
import { nodeSourceOf } from "./source-of.ts";

export * from "../entry.ts";
export { createServer, type ServerOptions } from "./server.ts";

usePlatform({
  startEngine: (kind) =>
    startThread(
      new URL(kind === "kernel" ? "./node-engine-worker.js" : "./node-full-worker.js", import.meta.url),
    ),
  startReader: () => startThread(new URL("./node-mlflow-worker.js", import.meta.url)),
  sourceOf: nodeSourceOf,
});
