import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { build, type Plugin } from "vite";
import type { BuiltFile } from "../workers/service-worker/built-file.ts";

const FILE_NAME = "service-worker.js";

/**
 * What the page can open without: it is cached after that. The rest is the shell, some 400 kB compressed, which has to be there
 * before a new version takes over.
 */
const LAZY = [
  /^models\//,
  /^guide\//,
  /^third-party-notices\.txt$/,
  /\.(wasm|mjs|ttf|md|zip)$/,
  // Monaco, its worker, and transformers.js come when a cell asks for them.
  /^assets\/(monaco-|editor|transformers\.)/,
  // Alphabets that this page's own texts do not use.
  /-(cyrillic|cyrillic-ext|greek|greek-ext|vietnamese|latin-ext)-.*\.woff2$/,
];

/** The demo for other pages, which holds the engine's code once more, and the page for addresses that do not exist. */
const FOR_OTHERS = /^((embed|404)\.html$|demo\/)/;

/** What the development server has in its place: a worker that a built page left behind at this address takes itself away. */
const GOES_AWAY = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(
    self.registration
      .unregister()
      .then(() => self.clients.matchAll({ type: "window" }))
      .then((clients) => Promise.all(clients.map((client) => client.navigate(client.url)))),
  );
});
`;

/** Builds the service worker after the page, with the list of all that the page is made of. */
export function serviceWorker(): Plugin {
  let root = "";
  let outDir = "";
  let isBuild = false;
  return {
    name: "service-worker",
    configResolved(config) {
      ({ root } = config);
      isBuild = config.command === "build";
      outDir = path.resolve(root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use(`/${FILE_NAME}`, (_request, response) => {
        response.setHeader("Content-Type", "text/javascript");
        response.end(GOES_AWAY);
      });
    },
    async closeBundle(error) {
      if (error !== undefined || !isBuild) return;
      const files = await listFiles(outDir);
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: "error",
        define: { BUILT_FILES: JSON.stringify(files) },
        build: {
          target: "es2023",
          outDir,
          emptyOutDir: false,
          rollupOptions: {
            input: path.join(root, "workers/service-worker/service-worker.ts"),
            output: { format: "iife", entryFileNames: FILE_NAME },
          },
        },
      });
    },
  };
}

async function listFiles(folder: string): Promise<BuiltFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    // `_headers` is for the host, and may not be served.
    .filter((name) => name !== FILE_NAME && name !== "_headers" && !FOR_OTHERS.test(name))
    .toSorted();
  return Promise.all(
    paths.map(async (name) => {
      const bytes = await readFile(path.join(folder, name));
      return {
        path: name,
        hash: createHash("sha256").update(bytes).digest("hex").slice(0, 16),
        sizeBytes: bytes.byteLength,
        lazy: LAZY.some((pattern) => pattern.test(name)),
      };
    }),
  );
}
