/** `npm run bench:app`: app/main.ts through Vite, since Node 20 reads no TypeScript. */
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const { module } = await runnerImport(fileURLToPath(new URL("app/main.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
await module.main();
