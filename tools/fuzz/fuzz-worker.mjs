/** Tries inputs, and tells each before it begins: a hang is known by its silence. Node 20 reads no TypeScript: through Vite. */
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { runnerImport } from "vite";

const { module } = await runnerImport(fileURLToPath(new URL("tries.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
await module.tryMany(workerData, (told) => parentPort.postMessage(told));
