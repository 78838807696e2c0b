#!/usr/bin/env node
/**
 * Builds packages/phi3-mlflow/dist: each entry by itself, so that a worker is one file that a bundler can copy as it is.
 * Types are those that tsc gives, with their imports made relative.
 */
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { buildKernel } from "../../int4/build.mjs";
import { writeTypes } from "./types.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const dist = path.join(root, "packages/phi3-mlflow/dist");
const { resolve } = createRequire(import.meta.url);

/** By the name of the file that is made. */
const ENTRIES = {
  index: { from: "workers/library/browser/index.ts", isReadable: true },
  "engine-worker": { from: "workers/library/browser/engine-worker.ts" },
  "full-worker": { from: "workers/library/browser/full-worker.ts" },
  node: { from: "workers/library/node/index.ts", isReadable: true, isForNode: true },
  cli: { from: "workers/library/node/cli.ts", isReadable: true, isForNode: true },
  "node-engine-worker": { from: "workers/library/node/engine-worker.ts", isForNode: true },
  "node-full-worker": { from: "workers/library/node/full-worker.ts", isForNode: true },
  "node-mlflow-worker": { from: "workers/library/node/mlflow-worker.ts", isForNode: true },
  "mlflow-worker": { from: "workers/library/browser/mlflow-worker.ts" },
};

const inWorkers = (name) => path.join(root, "workers", name);

export async function buildLibrary() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await buildKernel();
  for (const [name, entry] of Object.entries(ENTRIES)) await buildEntry(name, entry);
  for (const build of ["plain", "plain-threads", "relaxed", "relaxed-threads"])
    copyFileSync(path.join(root, `int4/build/${build}.wasm`), path.join(dist, `${build}.wasm`));
  for (const file of ["ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"])
    copyFileSync(resolve(`onnxruntime-web/${file}`), path.join(dist, file));
  writeTypes(root, dist);
}

async function buildEntry(name, { from, isReadable = false, isForNode = false }) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: {
      alias: [
        {
          find: "onnxruntime-web/webgpu",
          replacement: inWorkers("inference/ort-web/transformers-backend.ts"),
        },
        // Pages without https have no crypto.subtle, and do not get 10 kB for one.
        { find: /^\.\/sha256-by-wasm\.ts$/, replacement: inWorkers("library/no-sha256.ts") },
        // Where the package keeps onnxruntime-web's files.
        {
          find: /^\.\/ort-files\.ts$/,
          replacement: inWorkers(`library/${isForNode ? "node" : "browser"}/ort-files.ts`),
        },
        ...(isForNode
          ? [
              {
                find: /^(\.|\.\.\/ort-web)\/thread-choice\.ts$/,
                replacement: inWorkers("library/node/thread-choice.ts"),
              },
            ]
          : []),
      ],
    },
    build: {
      target: "es2023",
      outDir: dist,
      emptyOutDir: false,
      // A bundler looks for `new URL("./x", import.meta.url)` in the entry.
      minify: !isReadable,
      copyPublicDir: false,
      lib: { entry: path.join(root, from), formats: ["es"], fileName: () => `${name}.js` },
      rolldownOptions: {
        ...(isForNode && { platform: "node", external: [/^node:/] }),
        // The entry's parts that come later are found by bundlers; a worker has none.
        output: isReadable && !isForNode ? { chunkFileNames: "[name].js" } : { codeSplitting: false },
      },
    },
    ...(isForNode && { ssr: { noExternal: true } }),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildLibrary();
