import path from "node:path";
import { build } from "vite";
import { int4Kernel } from "../../tools/int4-kernel.ts";

/**
 * Builds the bench's page for production. Unlike the product's, its transformers.js comes with its own ONNX Runtime.
 * @returns the folder.
 */
export async function buildPage(root: string): Promise<string> {
  const outDir = path.join(root, ".cache/bench-page");
  await build({
    configFile: false,
    root: path.join(root, "bench/page"),
    publicDir: false,
    base: "./",
    logLevel: "error",
    plugins: [int4Kernel()],
    worker: { format: "es" },
    build: { target: "es2023", outDir, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  });
  return outDir;
}
