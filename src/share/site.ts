/** A notebook as a static site: its own page. The demo's files come from `demo-files.ts`. */
import type { SiteFile } from "#mlflow/artifact-port.ts";
import { type DemoFacts, elementHtml, escaped } from "./snippets.ts";

export interface SiteTexts {
  readonly lang: string;
  /** Above the demo. */
  readonly demo: string;
  /** The link to the notebook. */
  readonly notebook: string;
  readonly readme: string;
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
  { lang, demo: heading, notebook, readme }: SiteTexts,
): readonly SiteFile[] {
  // A model elsewhere can lie behind hosts that its address does not name.
  const connect = demo === null || !/^https?:/.test(demo.bundle) ? "'self'" : "'self' https: http:";
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src ${connect}; base-uri 'none'; form-action 'none'`;
  const script = demo === null ? "" : `\n<script type="module" src="./demo/element.js"></script>`;
  const section =
    demo === null
      ? ""
      : `<section aria-labelledby="demo"><h2 id="demo">${escaped(heading)}</h2>\n${elementHtml(demo)}\n</section>`;
  const html = `<!doctype html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="./site.css">${script}
</head>
<body>
<main>
${body}
${section}
<p class="quiet"><a href="./notebook.ipynb" download>${escaped(notebook)}</a></p>
</main>
</body>
</html>
`;
  return [
    { path: "index.html", blob: new Blob([html]) },
    { path: "site.css", blob: new Blob([css]) },
    { path: "README.txt", blob: new Blob([readme]) },
    // GitHub Pages then serves every file as it is.
    { path: ".nojekyll", blob: new Blob([]) },
  ];
}
