import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

/** In the built page; workers/service/policy.ts has its workers' policy. */
const FOLDER = "demo";
/** The list of the other files, with their sizes, for those who copy them. */
const LIST = "files.json";

const TYPES = new Map([
  [".js", "text/javascript"],
  [".mjs", "text/javascript"],
  [".wasm", "application/wasm"],
  [".json", "application/json"],
]);

/**
 * Puts the demo for other pages into demo/ of the built page: the element, the frame's script, and the engine. They are built as the
 * package is, and not as part of the page: others' pages need names that stay.
 */
export function demoFiles(): Plugin {
  let outDir = "";
  const build = async (): Promise<string> => {
    // Loaded when it is needed: the tests read this configuration too.
    const { ensureDemo } = await import("./library/ensure.mjs");
    return ensureDemo();
  };
  return {
    name: "demo-files",
    configResolved(config) {
      outDir = config.command === "build" ? path.resolve(config.root, config.build.outDir, FOLDER) : "";
    },
    configureServer(server) {
      server.middlewares.use(`/${FOLDER}/`, (request, response, next) => {
        void build().then((folder) => {
          const { pathname } = new URL(request.url ?? "/", "http://localhost");
          const name = path.basename(pathname);
          if (name !== LIST && !readdirSync(folder).includes(name)) return next();
          response.setHeader("Content-Type", TYPES.get(path.extname(name)) ?? "text/plain");
          return response.end(name === LIST ? listOf(folder) : readFileSync(path.join(folder, name)));
        }, next);
      });
    },
    async closeBundle(error) {
      if (error !== undefined || outDir === "" || this.meta.watchMode) return;
      const folder = await build();
      mkdirSync(outDir, { recursive: true });
      for (const name of readdirSync(folder)) copyFileSync(path.join(folder, name), path.join(outDir, name));
      writeFileSync(path.join(outDir, LIST), listOf(folder));
    },
  };
}

function listOf(folder: string): string {
  const files = readdirSync(folder).toSorted();
  return JSON.stringify(files.map((name) => ({ path: name, size: statSync(path.join(folder, name)).size })));
}
