/** The real nbformat accepts what the page saves, and the real Jupyter runs it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Cell } from "#cells/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import { withCollapsed } from "#notebook/collapse.ts";
import { addCell, duplicateCells, isTextual, splitCell, updateCell } from "#notebook/edits.ts";
import { TEMPLATE_IDS } from "#notebook/templates.ts";
import { askPython } from "../../tools/peers/kept-answers.ts";
import { withAllForms } from "./forms/form-offer.ts";
import { readIpynb } from "./read-ipynb.ts";
import { counting, everything, template } from "./testing/notebooks.ts";
import { publicLikeNotebooks } from "./testing/public-like-notebooks.ts";
import { writeIpynb } from "./write-ipynb.ts";

const context = { demoUrl: "https://example.org/models/phi3-demo/", folderOf: () => null };

function read(text: string) {
  return readIpynb(text, { fallbackTitle: "File", newId: counting("new") });
}

function seed(name: string): string {
  return readFileSync(new URL(`testing/seed/${name}.ipynb`, import.meta.url), "utf8");
}

/** One cell changed, one copied, one split, one collapsed, and a new one at the end. */
function editedEverywhere(notebook: Notebook): Notebook {
  const newId = counting("edited");
  const [first, second = first] = notebook.cells;
  if (!first || !second || !isTextual(first)) return notebook;
  const changed = updateCell(notebook, { ...first, source: `${first.source}\n# changed` });
  const copied = duplicateCells(changed, [second.id], newId);
  const cut = splitCell(copied, first.id, 3, newId());
  const added: Cell = { id: newId(), type: "code", kind: "python", source: "1" };
  return addCell(withCollapsed(cut, [second.id], true), added, cut.cells.at(-1)?.id ?? null);
}

it("a saved .ipynb is valid by the real nbformat, as are others' notebooks edited, and as forms", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nbformat-"));
  const seeds = ["Option1_TransformerPipeline", "Option2_CustomPythonWrapper"].map(
    (name) => read(seed(name)).notebook,
  );
  const notebooks = [
    ...TEMPLATE_IDS.map((id) => template(id)),
    everything,
    {
      ...everything,
      cells: everything.cells.map((cell, at) => ({ ...cell, id: `no nbformat id! ${at}` })),
    },
    ...seeds.map((notebook) => withAllForms(notebook, counting("form")).notebook),
    ...publicLikeNotebooks()
      // Invalid from the start: attachments before nbformat 4.1, and Databricks's own outputs.
      .filter(({ name }) => !/^(?:this is not Python|shell and magics)/.test(name))
      .map(({ text }) => editedEverywhere(read(text).notebook)),
  ];
  for (const [at, notebook] of notebooks.entries())
    writeFileSync(join(folder, `${at}.ipynb`), writeIpynb(notebook, new Map(), context));
  const args = ["tools/peers/run_notebook.py", folder, "--validate-only"];
  expect(JSON.parse(await askPython(args, { reads: folder }))).toMatchObject({
    outputs: [],
  });
  rmSync(folder, { recursive: true });
});

it("a saved .ipynb of others runs in Jupyter with what was changed in it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nbclient-"));
  const cell = (source: string) => ({
    cell_type: "code",
    execution_count: 1,
    metadata: {},
    outputs: [],
    source,
  });
  const { notebook } = read(
    JSON.stringify({
      cells: [cell("x = 1"), cell("files = !echo a b\nx + len(files)"), cell("%%time\npass")],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 4,
    }),
  );
  const [first, second] = notebook.cells as [CodeCell, CodeCell];
  const edited = splitCell(
    updateCell(notebook, { ...first, source: "x = 'é'\nx = 41" }),
    second.id,
    second.source.indexOf("\n"),
    "half",
  );
  const file = join(folder, "edited.ipynb");
  writeFileSync(file, writeIpynb(edited, new Map(), context));
  const args = ["tools/peers/run_notebook.py", file, "--without-model"];
  const { outputs } = JSON.parse(await askPython(args, { reads: folder }));
  expect(outputs.map(({ text }: { readonly text: string }) => text).slice(0, 3)).toEqual(["", "", "42"]);
  rmSync(folder, { recursive: true });
});
