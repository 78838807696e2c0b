/** Static hosts, as far as their documentation says what they do with addresses, types and headers. */
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { load } from "js-yaml";
import { portOf } from "./plain-server.ts";

type Headers = Readonly<Record<string, string>>;

interface Host {
  /** Where it puts the folder. */
  readonly base: string;
  /** Whether it serves x.html as /x, and leads /x.html there. */
  readonly cutsHtml: boolean;
  /** What it answers for an address that the folder does not have. */
  readonly missing: (has404: boolean) => { readonly status: number; readonly file: string | null };
  readonly headers: (folder: string, name: string) => Promise<Headers>;
  /** Endings whose type it does not know. */
  readonly unknownTypes: readonly string[];
}

const plain404 = { status: 404, file: null };
const own404 = (has404: boolean) => (has404 ? { status: 404, file: "404.html" } : plain404);

export const STATIC_HOSTS = {
  "GitHub Pages": {
    base: "/site/",
    cutsHtml: false,
    missing: own404,
    headers: async () => ({ "Access-Control-Allow-Origin": "*" }),
    unknownTypes: [],
  },
  "Cloudflare Pages": {
    base: "/",
    cutsHtml: true,
    // Without a 404.html, it takes the folder for an app of one page.
    missing: (has404) => (has404 ? own404(true) : { status: 200, file: "index.html" }),
    headers: headersFileRules,
    unknownTypes: [],
  },
  "Hugging Face Spaces": {
    base: "/",
    cutsHtml: false,
    missing: () => plain404,
    headers: customHeaders,
    unknownTypes: [],
  },
  nginx: {
    base: "/demos/phi/",
    cutsHtml: false,
    missing: () => plain404,
    headers: async () => ({}),
    unknownTypes: [".mjs", ".wasm", ".ipynb"],
  },
} as const satisfies Record<string, Host>;

const TYPES = new Map([
  [".css", "text/css"],
  [".html", "text/html"],
  [".js", "text/javascript"],
  [".json", "application/json"],
  [".mjs", "text/javascript"],
  [".wasm", "application/wasm"],
]);

/** @returns the site's address, and what ends the host. */
export async function startStaticHost(folder: string, name: keyof typeof STATIC_HOSTS) {
  const { base, cutsHtml, missing, headers, unknownTypes }: Host = STATIC_HOSTS[name];
  const isFile = async (file: string) => (await stat(path.join(folder, file)).catch(() => null))?.isFile();
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
      const lead = (to: string): void => void response.writeHead(308, { Location: to + search }).end();
      if (`${pathname}/` === base) return lead(base);
      if (!pathname.startsWith(base)) return void response.writeHead(404).end();
      const asked = path.posix.normalize(pathname.slice(base.length - 1));
      if (cutsHtml && asked.endsWith(".html"))
        return lead(base + asked.slice(1).replace(/(index)?\.html$/, ""));
      let file = asked.endsWith("/") ? `${asked}index.html` : asked;
      if (cutsHtml && !(await isFile(file)) && (await isFile(`${file}.html`))) file = `${file}.html`;
      let status = 200;
      if (!(await isFile(file))) {
        const found = missing((await isFile("404.html")) === true);
        if (found.file === null) return void response.writeHead(found.status).end();
        ({ status, file } = found);
      }
      const ending = path.extname(file);
      const type = unknownTypes.includes(ending) ? undefined : TYPES.get(ending);
      response.writeHead(status, {
        "Content-Type": type ?? "application/octet-stream",
        ...(await headers(folder, asked)),
      });
      response.end(await readFile(path.join(folder, file)));
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, resolve);
  });
  return { url: `http://localhost:${portOf(server)}${base}`, close: () => server.close() };
}

/** The rules of `_headers` whose path is the asked one; `*` stands for any text. */
async function headersFileRules(folder: string, asked: string): Promise<Headers> {
  const text = await readFile(path.join(folder, "_headers"), "utf8");
  const rules = text
    .trimEnd()
    .split(/\n\n/)
    .map((rule) => rule.split("\n"));
  const matching = rules.filter(([rule = ""]) => {
    const pattern = rule.split("*").map((part) => part.replaceAll(/[.\\+?^${}()|[\]]/g, "\\$&"));
    return new RegExp(`^${pattern.join(".*")}$`).test(asked);
  });
  return Object.fromEntries(
    matching.flatMap(([, ...lines]) => lines.map((line) => /^\s+([^:]+): (.*)$/.exec(line)!.slice(1))),
  ) as Headers;
}

/** `custom_headers` of README.md: only those three are sent. */
async function customHeaders(folder: string): Promise<Headers> {
  const [, front = ""] =
    /^---\n([\s\S]*?)\n---\n/.exec(await readFile(path.join(folder, "README.md"), "utf8")) ?? [];
  const { sdk, app_file, custom_headers } = load(front) as {
    sdk: string;
    app_file: string;
    custom_headers: Headers;
  };
  if (sdk !== "static" || app_file !== "index.html") throw new Error("This folder is no static Space.");
  const allowed = /^cross-origin-(embedder|opener|resource)-policy$/;
  return Object.fromEntries(Object.entries(custom_headers).filter(([name]) => allowed.test(name)));
}
