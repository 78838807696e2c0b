import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

/** In the built page; workers/service-worker/policy.ts has its workers' policy. */
const FOLDER = "demo";
/** What others' pages name. Their addresses stay, so a cache may keep an old one: see `loaderOf`. */
const ENTRIES = ["element.js", "embed.js"];
/** Names the folder of the demo's files. */
const VERSION = "version.json";
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
 * demo's script names the page's file. All but the entries lie in a folder that is named by their content.
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
      const own = readdirSync(folder).filter((name) => !shared.has(name));
      const contents = own.map((name) => [name, withShared(path.join(folder, name), shared)] as const);
      const version = versionOf(contents);
      mkdirSync(path.join(outDir, FOLDER, version), { recursive: true });
      const written = [
        ...contents.map(([name, content]) => [`${version}/${name}`, content] as const),
        ...ENTRIES.map((name) => [name, loaderOf(name, version)] as const),
        [VERSION, JSON.stringify(version)] as const,
      ];
      for (const [name, content] of written) writeFileSync(path.join(outDir, FOLDER, name), content);
      const paths = [
        ...[...shared.values()].map((asset) => `assets/${asset}`),
        ...written.map(([name]) => `${FOLDER}/${name}`),
      ];
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
      return asset === undefined ? address : `new URL("../../assets/${asset}",import.meta.url)`;
    },
  );
}

/** Files of another build never stand beside these: a part of one build and a part of another do not work together. */
function versionOf(contents: readonly (readonly [string, Buffer | string])[]): string {
  const hash = createHash("sha256");
  for (const [name, content] of contents) hash.update(`${name} ${content.length} `).update(content);
  return hash.digest("hex").slice(0, 12);
}

/**
 * An entry, in a few lines that no build changes but for the version that it falls back to. It asks the host which version is there now,
 * past the browser's cache, so that an old copy of it starts the new demo.
 */
export function loaderOf(name: string, version: string): string {
  return `const version = await fetch(new URL("./${VERSION}", import.meta.url), { cache: "no-cache" })
  .then((response) => response.json())
  .catch(() => null);
const isVersion = typeof version === "string" && /^[\\da-f]{12}$/.test(version);
await import(new URL(\`./\${isVersion ? version : "${version}"}/${name}\`, import.meta.url).href);
`;
}

/** @param files by path from the page's folder, with their places on disk. */
function listOf(files: readonly (readonly [string, string])[]): string {
  const listed = files.map(([name, place]) => ({ path: name, size: statSync(place).size }));
  return JSON.stringify(listed.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}
