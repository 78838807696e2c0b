/**
 * Writes fixtures/deploy/azure-ml.json: what real azure-ai-ml makes of the files that src/deploy writes. Run it after a change
 * of them: `node tools/peers/record_azure_ml.mjs`. It installs azure-ai-ml in an environment of its own, half a minute once.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { makeEnvironments, peersPython } from "./setup.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { module } = await runnerImport(at("../../src/deploy/testing/azure-ml-files.ts"), {
  configFile: false,
  logLevel: "error",
});
await makeEnvironments(["azure"]);
const { status, stdout } = spawnSync(peersPython("azure"), [at("azure_ml.py")], {
  input: JSON.stringify(module.azureMlFiles()),
  encoding: "utf8",
  maxBuffer: 64 * 2 ** 20,
  stdio: ["pipe", "pipe", "inherit"],
});
if (status !== 0) throw new Error("azure-ai-ml refuses the files: see above.");
mkdirSync(at("fixtures/deploy"), { recursive: true });
writeFileSync(at("fixtures/deploy/azure-ml.json"), stdout);
const { cases, versions } = JSON.parse(stdout);
console.log(`azure-ml.json: ${cases.length} cases, azure-ai-ml ${versions["azure-ai-ml"]}`);
