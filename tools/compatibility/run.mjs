/** `npm run compatibility`: main.ts through Vite, since Node 20 reads no TypeScript. */
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const { module } = await runnerImport(fileURLToPath(new URL("main.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
await module.main(argv.slice(2));
