import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "vite";

/** The scripts that workers are started with, as they are named in assets/. */
const ENTRY = /^((\w+)-worker|editor\.worker|helper-thread)-[\w-]+\.js$/;

/** Refuses a build in which a chunk imports from a worker's entry: see workers/rpc/start-worker.ts. */
export function workerEntries(): Plugin {
  let assets = "";
  return {
    name: "worker-entries",
    apply: "build",
    configResolved(config) {
      assets = path.resolve(config.root, config.build.outDir, config.build.assetsDir);
    },
    async closeBundle(error) {
      if (error !== undefined) return;
      const names = (await readdir(assets)).filter((name) => name.endsWith(".js"));
      const chunks = await Promise.all(
        names.map(async (name) => ({ name, code: await readFile(path.join(assets, name), "utf8") })),
      );
      const found = importsOfEntries(chunks);
      if (found.length > 0) throw new Error(`Worker entries are imported from: ${found.join(", ")}.`);
    },
  };
}

/** Each as "chunk imports entry". */
export function importsOfEntries(
  chunks: readonly { readonly name: string; readonly code: string }[],
): string[] {
  const entries = chunks.map(({ name }) => name).filter((name) => ENTRY.test(name));
  return chunks.flatMap(({ name, code }) =>
    entries.filter((entry) => imports(code, entry)).map((entry) => `${name} imports ${entry}`),
  );
}

function imports(code: string, entry: string): boolean {
  const escaped = entry.replaceAll(".", String.raw`\.`);
  return new RegExp(String.raw`(from|import|import\()\s*["'\`]\./${escaped}["'\`]`).test(code);
}
