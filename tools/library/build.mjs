#!/usr/bin/env node
/**
 * Builds packages/phi3-mlflow/dist: each entry by itself, so that a worker is one file that a bundler can copy as it is.
 * Types are those that tsc gives, with their imports made relative.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { build, runnerImport } from "vite";
import { buildKernel } from "../../int4/build.mjs";
import { writeTypes } from "./types.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const dist = path.join(root, "packages/phi3-mlflow/dist");
const { resolve } = createRequire(import.meta.url);

/** All files that a page loads to ask a model: whoever copies one worker copies them all. */
const ENGINE_BUILDS = [
  { entries: { "engine-worker": "workers/library/browser/engine-entry.ts" }, isInParts: true, isSmall: true },
  { entries: { "beams-part": "src/genai/beams.ts" }, isSmall: true },
  { entries: { "templates-part": "workers/library/browser/templates-entry.ts" }, isSmall: true },
  { entries: { "sources-part": "workers/library/browser/sources-entry.ts" }, isSmall: true },
  { entries: { "full-worker": "workers/library/browser/full-entry.ts" } },
];

/** The files that are made together, by their names. Those for people to import may share chunks, which bundlers find. */
const BUILDS = [
  {
    entries: { index: "workers/library/browser/index.ts", element: "src/element.ts" },
    isShared: true,
    isSmall: true,
  },
  ...ENGINE_BUILDS,
  { entries: { "mlflow-worker": "workers/library/browser/mlflow-entry.ts" } },
  {
    entries: { node: "workers/library/node/index.ts", cli: "workers/library/node/cli.ts" },
    isShared: true,
    isForNode: true,
  },
  { entries: { "node-engine-worker": "workers/library/node/engine-entry.ts" }, isForNode: true },
  { entries: { "node-full-worker": "workers/library/node/full-entry.ts" }, isForNode: true },
  { entries: { "node-mlflow-worker": "workers/library/node/mlflow-entry.ts" }, isForNode: true },
];

const NEEDED_BY_DEMO = ["engine-worker", "beams-part", "templates-part", "sources-part", "full-worker"];
/** The demo's files beside the built page: its element and its frame, and what they load. */
const DEMO_BUILDS = [
  { entries: { element: "src/element.ts", embed: "src/embed.ts" }, isShared: true, isSmall: true },
  ...BUILDS.filter(({ entries }) => NEEDED_BY_DEMO.some((name) => name in entries)),
];

const inWorkers = (name) => path.join(root, "workers", name);

/** What the small worker loads only when it is needed. */
const PARTS = [
  { find: /^\.\/beams\.ts$/, replacement: inWorkers("library/browser/lazy-beams.ts") },
  {
    find: /^\.\/minja\/minja\.ts$/,
    replacement: inWorkers("library/browser/lazy-minja.ts"),
  },
  {
    find: /^\.\/other-sources\.ts$/,
    replacement: inWorkers("library/browser/lazy-other-sources.ts"),
  },
];

export async function buildLibrary() {
  await buildAll(BUILDS, dist);
  writeTypes(root, dist);
}

/** @param outDir gets the demo's files, and nothing else. */
export async function buildDemo(outDir) {
  await buildAll(DEMO_BUILDS, outDir);
}

async function buildAll(builds, outDir) {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  await buildKernel();
  const modules = new Set();
  for (const each of builds) await buildFiles(each, modules, outDir);
  const { module } = await runnerImport(path.join(root, "tools/third-party-notices.ts"));
  for (const build of ["plain", "plain-threads", "relaxed", "relaxed-threads"])
    copyFileSync(path.join(root, `int4/build/${build}.wasm`), path.join(outDir, `${build}.wasm`));
  for (const file of ["ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"])
    copyFileSync(resolve(`onnxruntime-web/${file}`), path.join(outDir, file));
  writeFileSync(path.join(outDir, "third-party-notices.txt"), module.noticesOfPackage(modules));
}

/** What the minifier leaves: two percent of what a page loads before its first answer. */
const shorter = {
  name: "shorter",
  async generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue;
      const { code } = await minify(chunk.code, {
        module: true,
        ecma: 2020,
        compress: { passes: 3 },
      });
      chunk.code = code;
    }
  },
};

/** Every bundler finds files that are named in the plainest way. Vite marks those that it has seen, and the minifier takes back-ticks. */
const plainUrls = {
  name: "plain-urls",
  renderChunk: (code) => code.replaceAll(/(""|'') \+ import\.meta\.url/g, "import.meta.url"),
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === "chunk")
        chunk.code = chunk.code.replaceAll(
          /new URL\(`(\.\/[^`]+)`,\s*import\.meta\.url\)/g,
          'new URL("$1",import.meta.url)',
        );
    }
  },
};

/** Whose code the package holds. */
const collect = (modules) => ({
  name: "collect-modules",
  generateBundle() {
    for (const id of this.getModuleIds()) modules.add(id);
  },
});

async function buildFiles(
  { entries, isShared = false, isForNode = false, isInParts = false, isSmall = false },
  modules,
  outDir,
) {
  await build({
    root,
    configFile: false,
    // It warns of each file that lies beside the entry later only.
    logLevel: "error",
    publicDir: false,
    plugins: [...(isSmall ? [shorter] : []), plainUrls, collect(modules)],
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: {
      alias: [
        {
          find: "onnxruntime-web/webgpu",
          replacement: inWorkers("inference/ort-web/transformers-backend.ts"),
        },
        // Pages without https have no crypto.subtle, and do not get 10 kB for one.
        { find: "#base/sha256.ts", replacement: inWorkers("library/sha256.ts") },
        ...(isInParts ? PARTS : []),
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
      outDir,
      emptyOutDir: false,
      // By rolldown, below: Vite leaves the white space in a library.
      minify: false,
      copyPublicDir: false,
      lib: {
        entry: Object.fromEntries(
          Object.entries(entries).map(([name, from]) => [name, path.join(root, from)]),
        ),
        formats: ["es"],
        fileName: (_format, name) => `${name}.js`,
      },
      rolldownOptions: {
        ...(isForNode && { platform: "node", external: [/^node:/] }),
        output: isShared
          ? { chunkFileNames: `${isForNode ? "node-" : ""}[name].js`, minify: !isForNode }
          : // Nobody bundles these files again, and so nobody needs the bundlers' marks.
            { codeSplitting: false, minify: true, comments: { annotation: false } },
      },
    },
    ...(isForNode && { ssr: { noExternal: true } }),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // `npm pack` starts it in the package's folder.
  process.chdir(root);
  await buildLibrary();
}
