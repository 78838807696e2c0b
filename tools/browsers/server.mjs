/** Servers of the smoke tests: the built page, and other folders. */
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const DIST = path.join(ROOT, "dist");

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const DEMO = "/models/phi3-demo/";
/** The demo model's files as another model, to be downloaded. */
export const LIST = "/own/bundle.json";

function ownList() {
  const { files } = JSON.parse(readFileSync(path.join(DIST, DEMO, "bundle.json"), "utf8"));
  return JSON.stringify({
    name: "Own",
    files: files.map(({ path: name, size, sha256 }) => ({ path: name, size, sha256, url: DEMO + name })),
  });
}

/** Serves the built page, or other folders, on a free port. What is sent to /upload is `uploaded`. */
export function serve(isIsolated, folders = { "": DIST }, headers = {}, pages = {}) {
  const served = { uploaded: null };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "POST" && pathname === "/upload") {
      request.toArray().then(
        (parts) => {
          served.uploaded = Buffer.concat(parts);
          response.end();
        },
        () => response.destroy(),
      );
      return;
    }
    if (Object.hasOwn(pages, pathname)) {
      response.writeHead(200, { "Content-Type": "text/html" }).end(pages[pathname]);
      return;
    }
    if (pathname === LIST) {
      response.writeHead(200, { "Content-Type": "application/json" }).end(ownList());
      return;
    }
    const normal = path.normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const [, first = ""] = normal.split("/");
    const file = Object.hasOwn(folders, first)
      ? path.join(folders[first], normal.slice(first.length + 1))
      : path.join(folders[""], normal);
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream",
      ...(isIsolated && ISOLATION),
      ...headers,
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, () => {
      const { port } = server.address();
      const close = () => {
        server.closeAllConnections();
        server.close();
      };
      resolve(
        Object.assign(served, {
          server,
          close,
          url: `http://localhost:${port}/`,
          ip: `http://127.0.0.1:${port}/`,
        }),
      );
    });
  });
}
