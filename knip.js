/**
 * Finds files, exports and packages without use. `knip --production` counts the product alone: what only tests use is found, too. Names
 * that end in "!" are the product's.
 */
import { argv } from "node:process";

/** @type {import("knip").KnipConfig} */
export default {
  entry: [
    "bench/main.ts",
    "bench/bundle/main.ts",
    "bench/app/huge.ts",
    "bench/bundle/large.ts",
    "bench/page/page.ts",
    "tools/fuzz/fuzz-worker.mjs",
    "tools/fuzz/tries.ts",
    "tools/real-models/report.ts",
    "tools/real-models/{tokenizers,repositories,record-tokenizers,unassigned-code-points}.mjs",
    "tools/browsers/smoke.mjs",
    "int4/assembly/index.ts!",
    "workers/python/testing/node-worker.ts",
    "workers/service-worker/service-worker.ts!",
    "src/element.ts!",
    "src/embed.ts!",
    "workers/library/browser/{index,engine-entry,full-entry,mlflow-entry,ort-files,templates-entry,sources-entry,lazy-other-sources,lazy-minja,lazy-beams}.ts!",
    "workers/library/node/{index,cli,engine-entry,full-entry,mlflow-entry,ort-files,thread-choice}.ts!",
    "workers/library/sha256.ts!",
  ],
  ignoreBinaries: ["Rscript", "sha256sum"],
  ignore: [
    "tools/fuzz/ask-peers.d.mts",
    "tools/peers/environment-cache.d.mts",
    "tools/peers/setup.d.mts",
    "tools/real-models/**/*.d.mts",
    "tools/library/*.d.mts",
  ],
  project: [
    "src/**/*.{ts,tsx}!",
    "components/**/*.{ts,tsx}!",
    "workers/**/*.{ts,tsx}!",
    "int4/assembly/**/*.ts!",
    "*.ts",
    "int4/*.{mjs,ts}",
    "tools/**/*.{ts,mts,mjs}",
    "bench/**/*.ts",
    "e2e/**/*.ts",
    "!**/*.test.{ts,tsx}!",
    "!**/testing/**!",
  ],
  // Many functions are exported for their tests, and used in their own file.
  ignoreExportsUsedInFile: argv.includes("--production"),
};
