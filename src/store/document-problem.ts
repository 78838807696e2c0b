/** Documents that cannot be shown: the reason, and the document as a file. */
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";
import { jsonText } from "#notebook/repair-notebook.ts";
import { TEMPLATE_TITLES, templateOf } from "#notebook/templates.ts";
import type { App } from "./app.ts";
import type { DocumentProblem } from "./document-safety-slice.ts";
import { type StoredDocument, titleOf } from "./document-storage.ts";

/** Shows the reason in place of the document. */
export async function showProblem(
  app: App,
  { id, ...problem }: Omit<DocumentProblem, "title">,
): Promise<void> {
  const template = templateOf(id);
  const title =
    template === null ? titleOf(await problemJson(app, id).catch(() => null), id) : TEMPLATE_TITLES[template];
  app.document.clear();
  app.store.setState({ problem: { id, title, ...problem }, isChangedElsewhere: false });
}

/** The stored form of a document that cannot be shown. */
export async function problemJson({ document }: App, id: string): Promise<unknown> {
  return document.failed?.id === id ? toJson(document.failed) : document.storage.raw(id);
}

/** A document with a problem as a file: an .ipynb if it can be read, otherwise its stored form. Null without a problem. */
export async function problemFile(
  app: App,
  textOf: (document: StoredDocument) => string,
): Promise<{ fileName: string; text: string } | null> {
  const { problem } = app.store.getState();
  if (problem === null) return null;
  const json = await problemJson(app, problem.id);
  const name = fileNameOf(app.ports.say(problem.title));
  try {
    return { fileName: `${name}.ipynb`, text: textOf({ notebook: parseNotebook(json), runs: new Map() }) };
  } catch {
    return { fileName: `${name}.json`, text: jsonText(json) };
  }
}

/** Characters that every system allows in a file name. */
export function fileNameOf(title: string): string {
  return title.replaceAll(/[^\p{L}\p{N} ._-]+/gu, "").trim() || "notebook";
}
