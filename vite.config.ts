import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { demoFiles } from "./tools/demo-files.ts";
import { guidePages } from "./tools/guide-pages.ts";
import { int4Kernel } from "./tools/int4-kernel.ts";
import { pythonModules } from "./tools/python-modules.ts";
import { serviceWorker } from "./tools/service-worker.ts";
import { thirdPartyNotices } from "./tools/third-party-notices.ts";
import { uncompressedPreview } from "./tools/uncompressed-preview.ts";
import { workerEntries } from "./tools/worker-entries.ts";
import { workerHeaders } from "./tools/worker-headers.ts";
import { contentSecurityPolicy } from "./tools/content-security-policy.ts";

/**
 * Isolation gives SharedArrayBuffer, and so threads; a host that cannot send these headers still works, on one thread.
 */
const isolationHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  // An isolated page of another host may frame the demo. Nothing here is secret: the files are the same for everyone.
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/** For the status panel: what a report of a fault has to name. */
const SHOWN_VERSIONS = [
  "onnxruntime-web",
  "@huggingface/transformers",
  "@huggingface/tokenizers",
  "monaco-editor",
  "react",
] as const;

function libraryVersions(): Record<string, string> {
  const versionOf = (manifest: string): string =>
    (JSON.parse(readFileSync(new URL(manifest, import.meta.url), "utf8")) as { version: string }).version;
  return Object.fromEntries([
    ["Phi-3 MLflow Notebook", versionOf("package.json")],
    ...SHOWN_VERSIONS.map((name) => [name, versionOf(`node_modules/${name}/package.json`)]),
  ]) as Record<string, string>;
}

const notices = thirdPartyNotices();
const OTHER_TEST_FILES = "{workers,tools,bench}/**/*.test.{ts,tsx}";
/** Those that ask the real MLflow and its like, in Python. */
const PEERS_TEST_FILES = "{src,components,workers,tools,bench}/**/*.peers.test.ts";
/** Those whose files share a process. */
const SHARING_TEST_FILES = "{src,components}/**/*.test.{ts,tsx}";
/** Of them, those that put another module in the place of one (vi.mock), which other files would find there. */
const ISOLATED_TEST_FILES = "{src,components}/**/*.isolated.test.{ts,tsx}";
const COMPARE_BYTES = "tools/test/compare-bytes.ts";
/** How long a test may take: on a machine that has other things to do, only a test that fails waits for it. */
const PATIENCE_MS = 300_000;

export default defineConfig({
  define: { LIBRARY_VERSIONS: JSON.stringify(libraryVersions()) },
  // Relative, so that the built page works under any sub-path.
  base: "./",
  plugins: [
    notices.page,
    react(),
    contentSecurityPolicy(),
    guidePages(),
    demoFiles(),
    int4Kernel(),
    pythonModules(),
    workerEntries(),
    workerHeaders(isolationHeaders),
    uncompressedPreview(),
    serviceWorker(),
  ],
  resolve: {
    // transformers.js runs on our ONNX Runtime: one WebAssembly file, one instance, nothing from a CDN.
    alias: {
      "onnxruntime-web/webgpu": fileURLToPath(
        new URL("workers/inference/ort-web/transformers-backend.ts", import.meta.url),
      ),
    },
  },
  // Bundled beforehand, transformers.js would take a copy of our ONNX Runtime in with it.
  optimizeDeps: { exclude: ["@huggingface/transformers", "onnxruntime-web"] },
  worker: { format: "es", plugins: notices.worker },
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 4000,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What the page needs to open comes as two files, not as a hundred small ones that compress badly.
        codeSplitting: {
          groups: [
            { name: "libraries", test: /node_modules/, tags: ["$initial"] },
            { name: "shell", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
  test: {
    environment: "node",
    // Vitest would leave a core to itself, which has little to do.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [SHARING_TEST_FILES],
          exclude: [PEERS_TEST_FILES, ISOLATED_TEST_FILES],
          // The files of a process share what they import: importing it anew for each took a third of the processor time.
          isolate: false,
          setupFiles: ["tools/test/fresh-file.ts", COMPARE_BYTES],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
      {
        extends: true,
        test: {
          // Python, native code and servers: each file in a process of its own, which ends with it.
          name: "unit-isolated",
          include: [OTHER_TEST_FILES, ISOLATED_TEST_FILES],
          exclude: [PEERS_TEST_FILES],
          setupFiles: [COMPARE_BYTES],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
      {
        extends: true,
        test: {
          name: "peers",
          include: [PEERS_TEST_FILES],
          setupFiles: [COMPARE_BYTES],
          // One process, so that the files share what the Python peers have imported.
          isolate: false,
          fileParallelism: false,
          maxConcurrency: 2,
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
