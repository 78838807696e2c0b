/**
 * `npm run schemas -- [--cases=1000] [--seed=1] [--profile=current] [--kind=infer|enforce|params|request] [--show=5]`: generated
 * signatures, inputs, params and requests in the page and in each profile's real MLflow. Prints what differs.
 */
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const { module } = await runnerImport(fileURLToPath(new URL("main.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
await module.main(argv.slice(2));
