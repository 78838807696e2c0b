/** What is saved is valid by the real nbformat, as Jupyter opens it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Notebook } from "#notebook/cell.ts";
import { TEMPLATE_IDS } from "#notebook/templates.ts";
import { runPython } from "../../tools/peers/python-server.ts";
import { readIpynb } from "./read-ipynb.ts";
import { counting, everything, template } from "./testing/notebooks.ts";
import { ipynbText, writeIpynb } from "./write-ipynb.ts";

const context = { demoUrl: "https://example.org/models/phi3-demo/", folderOf: () => null };
const folder = mkdtempSync(join(tmpdir(), "nbformat-"));
afterAll(() => rmSync(folder, { recursive: true }));

const notebooks: readonly (readonly [string, Notebook])[] = [
  ...TEMPLATE_IDS.map((id) => [`the template ${id}`, template(id)] as const),
  ["a document with everything", everything],
  [
    "one whose ids are none of nbformat's",
    { ...everything, cells: everything.cells.map((cell, at) => ({ ...cell, id: `no nbformat id! ${at}` })) },
  ],
  ...["Option1_TransformerPipeline", "Option2_CustomPythonWrapper"].map((name) => {
    const text = readFileSync(new URL(`testing/seed/${name}.ipynb`, import.meta.url), "utf8");
    const { notebook } = readIpynb(text, { fallbackTitle: "File", newId: counting("new") });
    return [`the write-up's ${name}, saved again`, notebook] as const;
  }),
];

it.each(notebooks.map(([name, notebook], at) => [name, notebook, at] as const))(
  "%s",
  async (_name, notebook, at) => {
    const file = join(folder, `${at}.ipynb`);
    writeFileSync(file, ipynbText(writeIpynb(notebook, new Map(), context)));
    const report = await runPython(["tools/peers/run_notebook.py", file, "--validate-only"]);
    expect(JSON.parse(report)).toMatchObject({ outputs: [] });
  },
);
