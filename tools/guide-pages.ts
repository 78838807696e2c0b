import { readFileSync } from "node:fs";
import path from "node:path";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import type { Plugin } from "vite";

const FIRST = "guide.md";

const STYLE = `:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 50rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
img { max-width: 100%; }
pre, .table { overflow-x: auto; }
pre { padding: 0.75rem; border: 1px solid; }
table { border-collapse: collapse; overflow-wrap: normal; }
th, td { padding: 0.3rem 0.6rem; border: 1px solid; text-align: start; vertical-align: top; }`;

export interface GuideFile {
  /** In the folder guide/ of the built page. */
  readonly name: string;
  readonly source: string | Uint8Array;
}

/** Writes the user's guide, the documents that it links to and their pictures into guide/ of the built page. */
export function guidePages(): Plugin {
  let docs = "";
  return {
    name: "guide-pages",
    configResolved({ root }) {
      docs = path.join(root, "docs");
    },
    configureServer(server) {
      server.middlewares.use("/guide/", (request, response, next) => {
        const file = guideFiles(docs).find(({ name }) => `/${name}` === request.url);
        if (file === undefined) return next();
        response.setHeader("Content-Type", file.name.endsWith(".html") ? "text/html" : "image/png");
        response.end(file.source);
      });
    },
    generateBundle() {
      for (const { name, source } of guideFiles(docs))
        this.emitFile({ type: "asset", fileName: `guide/${name}`, source });
    },
  };
}

/** @param docs The folder of the documents. */
export function guideFiles(docs: string): readonly GuideFile[] {
  const wanted = new Set([FIRST]);
  const files: GuideFile[] = [];
  // The set grows while it is gone through: each document names others.
  for (const name of wanted) {
    const source = readFileSync(path.join(docs, name));
    if (!name.endsWith(".md")) files.push({ name, source });
    else
      files.push({ name: htmlName(name), source: page(source.toString(), (linked) => wanted.add(linked)) });
  }
  return files;
}

function htmlName(name: string): string {
  return name.replace(/\.md$/, ".html");
}

/** @param onLink gets each document and picture of the same folder. */
function page(markdown: string, onLink: (name: string) => void): string {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? "Guide";
  const heading = (tag: "h1" | "h2" | "h3") => (props: { readonly children?: ReactNode }) =>
    createElement(tag, { id: anchorOf(textOf(props.children)) }, props.children);
  const body = createElement(
    ReactMarkdown,
    {
      remarkPlugins: [readGfm],
      urlTransform: (url) => {
        if (!/^[\w-]+\.(md|png)(#|$)/.test(url)) return url;
        const [name = "", anchor] = url.split("#");
        onLink(name);
        return anchor === undefined ? htmlName(name) : `${htmlName(name)}#${anchor}`;
      },
      components: {
        h1: heading("h1"),
        h2: heading("h2"),
        h3: heading("h3"),
        // What is not of this folder is not shipped: its name is left, without the link.
        a: ({ href = "", children }) =>
          /^(#|https?:|[\w-]+\.html)/.test(href) ? createElement("a", { href }, children) : children,
        table: ({ children }) =>
          createElement("div", { className: "table" }, createElement("table", null, children)),
      },
    },
    markdown,
  );
  const head = createElement(
    "head",
    null,
    createElement("meta", { charSet: "utf-8" }),
    createElement("meta", { name: "viewport", content: "width=device-width" }),
    createElement("title", null, title),
    createElement("style", null, STYLE),
  );
  const main = createElement("body", null, createElement("main", null, body));
  return `<!doctype html>${renderToStaticMarkup(createElement("html", { lang: "en" }, head, main))}\n`;
}

/** As GitHub names a heading. */
function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

function textOf(node: ReactNode): string {
  const markup = renderToStaticMarkup(node);
  return markup.replace(/<[^>]*>/g, "").replace(/&[#\w]+;/g, "");
}

function readGfm(this: { data(): object }): void {
  const data: { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] } = this.data();
  (data.micromarkExtensions ??= []).push(gfm());
  (data.fromMarkdownExtensions ??= []).push(gfmFromMarkdown());
}
