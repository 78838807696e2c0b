/** A notebook as a static site: its own page. The demo's files come from `demo-files.ts`. */
import type { SiteFile } from "#mlflow/artifact-port.ts";
import { type DemoFacts, elementHtml, escaped } from "./snippets.ts";

export interface SiteTexts {
  readonly lang: string;
  /** Above the demo. */
  readonly demo: string;
  /** In the demo's place until it starts, or if it cannot. */
  readonly starting: string;
  /** The link to the notebook. */
  readonly notebook: string;
  /** Markdown. */
  readonly readme: string;
  /** The page for addresses that the site does not have. */
  readonly missing: { readonly title: string; readonly text: string };
}

/**
 * The site's own files.
 * @param body HTML that was made from the notebook, safe to show.
 * @param demo null where no demo can run the model.
 */
export function siteFiles(
  {
    title,
    body,
    css,
    demo,
  }: {
    readonly title: string;
    readonly body: string;
    readonly css: string;
    readonly demo: DemoFacts | null;
  },
  { lang, demo: heading, starting, notebook, readme, missing }: SiteTexts,
): readonly SiteFile[] {
  // A model elsewhere can lie behind hosts that its address does not name.
  const connect = demo === null || !/^https?:/.test(demo.bundle) ? "'self'" : "'self' https: http:";
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src ${connect}; base-uri 'none'; form-action 'none'`;
  const script = demo === null ? "" : `\n<script type="module" src="./demo/element.js"></script>`;
  const section =
    demo === null
      ? ""
      : `<section class="demo" aria-labelledby="demo"><h2 id="demo">${escaped(heading)}</h2>\n${elementHtml(demo, starting)}\n</section>`;
  const toDemo = demo === null ? "" : `<a href="#demo">${escaped(heading)}</a>\n`;
  const html = `<!doctype html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="./site.css">${script}
</head>
<body>
<main>
<p class="site-links">${toDemo}<a href="./notebook.ipynb" download>${escaped(notebook)}</a></p>
${body}
${section}
</main>
</body>
</html>
`;
  return [
    { path: "index.html", blob: new Blob([html]) },
    { path: "site.css", blob: new Blob([css]) },
    { path: "404.html", blob: new Blob([missingPage(lang, missing)]) },
    { path: "_headers", blob: new Blob([headersFile]) },
    { path: "README.md", blob: new Blob([frontMatter(title), readme]) },
    // GitHub Pages then serves every file as it is.
    { path: ".nojekyll", blob: new Blob([]) },
  ];
}

/** For threads; other sites may frame the demo. */
const ISOLATION = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
  ["Cross-Origin-Resource-Policy", "cross-origin"],
] as const;

/** Netlify and Cloudflare Pages read it. Other sites may also load the demo's element and the model. */
const headersFile = [
  `/*\n${ISOLATION.map(([name, value]) => `  ${name}: ${value}\n`).join("")}`,
  ...["/demo/*", "/assets/*", "/model/*", "/bundle.json"].map(
    (path) => `${path}\n  Access-Control-Allow-Origin: *\n`,
  ),
].join("\n");

/** What makes a folder a static Space of Hugging Face. A JSON text is YAML too. */
function frontMatter(title: string): string {
  return `---
title: ${JSON.stringify(title)}
emoji: 📓
colorFrom: yellow
colorTo: blue
sdk: static
app_file: index.html
pinned: false
custom_headers:
${ISOLATION.map(([name, value]) => `  ${name.toLowerCase()}: ${value}\n`).join("")}---

`;
}

/** Without it, Cloudflare Pages answers any address with index.html. It can be shown at any depth, so it needs no other file. */
function missingPage(lang: string, { title, text }: SiteTexts["missing"]): string {
  return `<!doctype html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
</body>
</html>
`;
}
