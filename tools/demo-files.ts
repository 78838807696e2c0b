import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

/** In the built page; workers/service-worker/policy.ts has its workers' policy. */
const FOLDER = "demo";
/** The list of all files that the demo needs, with their sizes, by paths from the page's folder, for those who copy them. */
const LIST = "files.json";
/** The frame's page. */
const FRAME = "embed.html";

const TYPES = new Map([
  [".js", "text/javascript"],
  [".mjs", "text/javascript"],
  [".wasm", "application/wasm"],
  [".json", "application/json"],
]);

/**
 * Puts the demo for other pages into demo/ of the built page: the element, the frame's script, and the engine. They are built as the
 * package is, and not as part of the page: others' pages need names that stay. WebAssembly that the page has already is there once: the
 * demo's script names the page's file.
 */
export function demoFiles(): Plugin {
  let outDir = "";
  let publicDir = "";
  const build = async (): Promise<string> => {
    // Loaded when it is needed: the tests read this configuration too.
    const { ensureDemo } = await import("./library/ensure.mjs");
    return ensureDemo();
  };
  return {
    name: "demo-files",
    configResolved(config) {
      publicDir = config.publicDir;
      outDir = config.command === "build" ? path.resolve(config.root, config.build.outDir) : "";
    },
    configureServer(server) {
      server.middlewares.use(`/${FOLDER}/`, (request, response, next) => {
        void build().then((folder) => {
          const { pathname } = new URL(request.url ?? "/", "http://localhost");
          const name = path.basename(pathname);
          const names = readdirSync(folder);
          if (name !== LIST && !names.includes(name)) return next();
          response.setHeader("Content-Type", TYPES.get(path.extname(name)) ?? "text/plain");
          const listed = names.map((each) => [`${FOLDER}/${each}`, path.join(folder, each)] as const);
          return response.end(
            name === LIST
              ? listOf([...listed, [FRAME, path.join(publicDir, FRAME)]])
              : readFileSync(path.join(folder, name)),
          );
        }, next);
      });
    },
    async closeBundle(error) {
      if (error !== undefined || outDir === "" || this.meta.watchMode) return;
      const folder = await build();
      mkdirSync(path.join(outDir, FOLDER), { recursive: true });
      const shared = sharedFiles(folder, path.join(outDir, "assets"));
      const paths = readdirSync(folder).map((name) => {
        const asset = shared.get(name);
        if (asset !== undefined) return `assets/${asset}`;
        writeFileSync(path.join(outDir, FOLDER, name), withShared(path.join(folder, name), shared));
        return `${FOLDER}/${name}`;
      });
      const files = [...paths, FRAME].map((each) => [each, path.join(outDir, each)] as const);
      writeFileSync(path.join(outDir, FOLDER, LIST), listOf(files));
    },
  };
}

/** The demo's files of onnxruntime-web and the kernel that lie among the page's, byte for byte, with their names there. */
function sharedFiles(folder: string, assets: string): ReadonlyMap<string, string> {
  const names = readdirSync(assets);
  return new Map(
    readdirSync(folder)
      .filter((name) => /\.(wasm|mjs)$/.test(name))
      .map((name) => {
        const { name: stem, ext } = path.parse(name);
        const bytes = readFileSync(path.join(folder, name));
        const asset = names.find(
          (each) =>
            each.startsWith(`${stem}-`) &&
            each.endsWith(ext) &&
            bytes.equals(readFileSync(path.join(assets, each))),
        );
        if (asset === undefined) throw new Error(`The page has no ${name} as the demo needs it.`);
        return [name, asset];
      }),
  );
}

/** @returns a file's content, which names the page's files where they are shared. */
function withShared(file: string, shared: ReadonlyMap<string, string>): Buffer | string {
  if (path.extname(file) !== ".js") return readFileSync(file);
  return readFileSync(file, "utf8").replaceAll(
    /new URL\("\.\/([\w.-]+)",import\.meta\.url\)/g,
    (address, name: string) => {
      const asset = shared.get(name);
      return asset === undefined ? address : `new URL("../assets/${asset}",import.meta.url)`;
    },
  );
}

/** @param files by path from the page's folder, with their places on disk. */
function listOf(files: readonly (readonly [string, string])[]): string {
  const listed = files.map(([name, place]) => ({ path: name, size: statSync(place).size }));
  return JSON.stringify(listed.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}
