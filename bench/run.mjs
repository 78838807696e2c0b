/** `npm run bench:engine` and its like: a TypeScript file's `main`, through Vite, since Node 20 reads no TypeScript. */
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const [file = "main.ts", ...args] = argv.slice(2);
const { module } = await runnerImport(fileURLToPath(new URL(file, import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
await module.main(args);
