import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "vite";
import { NOT_FRAMED, policyOf } from "../workers/service-worker/policy.ts";

/** What other hosts' pages load as modules, or read: the demo with the WebAssembly that it shares with the page, and the page's model. */
const FOLDERS_FOR_OTHERS = ["assets", "demo", "models"];

/**
 * Gives the page and each worker its policy: as a header where Vite serves the built page, and in `_headers`, which Netlify, Cloudflare Pages
 * and others read. Where neither is so, the service worker adds it.
 * @param isolation headers of every file.
 */
export function workerHeaders(isolation: Readonly<Record<string, string>>): Plugin {
  let outDir = "";
  return {
    name: "worker-headers",
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
        const policy = policyOf(pathname.slice(1), search);
        if (policy !== null) response.setHeader("Content-Security-Policy", policy);
        if (FOLDERS_FOR_OTHERS.includes(pathname.split("/")[1] ?? ""))
          response.setHeader("Access-Control-Allow-Origin", "*");
        next();
      });
    },
    async closeBundle(error) {
      if (error !== undefined || outDir === "" || this.meta.watchMode) return;
      const names = await readdir(path.join(outDir, "assets")).catch(() => []);
      await writeFile(path.join(outDir, "_headers"), headersFile(isolation, names));
    },
  };
}

/** @param names of the files under assets/. */
function headersFile(isolation: Readonly<Record<string, string>>, names: readonly string[]): string {
  const demo = ["engine", "full"].map((kind) => `demo/:version/${kind}-worker.js`);
  const paths = [...names.map((name) => `assets/${name}`), ...demo];
  const rules = paths.flatMap((name) => {
    const policy = policyOf(name);
    return policy === null ? [] : [`/${name}\n  Content-Security-Policy: ${policy}\n`];
  });
  const others = FOLDERS_FOR_OTHERS.map((folder) => `/${folder}/*\n  Access-Control-Allow-Origin: *\n`);
  const all = Object.entries(isolation).map(([name, value]) => `  ${name}: ${value}\n`);
  // Netlify serves the page as /index too.
  const page = ["/", "/index.html", "/index"].map(
    (path) => `${path}\n  Content-Security-Policy: ${NOT_FRAMED}\n`,
  );
  return [`/*\n${all.join("")}`, ...page, ...others, ...rules].join("\n");
}
