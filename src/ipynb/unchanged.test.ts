import { expect, it } from "vitest";
import { elementsOf, memberOf } from "#base/json-text.ts";
import { parsePythonJson } from "#base/python-json.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import {
  changeType,
  deleteCells,
  duplicateCells,
  isTextual,
  mergeCells,
  splitCell,
} from "#notebook/edits.ts";
import { withCollapsed } from "#notebook/collapse.ts";
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";
import { readIpynb } from "./read-ipynb.ts";
import { generatedNotebook } from "./testing/generated-notebook.ts";
import { publicLikeNotebooks } from "./testing/public-like-notebooks.ts";
import { writeIpynb } from "./write-ipynb.ts";

const CONTEXT = { demoUrl: "https://example.org/", folderOf: () => null };
const SEEDS = Array.from({ length: 1000 }, (_, seed) => seed);

function newIds() {
  let count = 0;
  return () => `new-${++count}`;
}

/** Opened, stored in the browser, and read back. */
function opened(text: string): Notebook {
  const { notebook } = readIpynb(text, { fallbackTitle: "File", newId: newIds() });
  return parseNotebook(structuredClone(toJson(notebook)));
}

function saved(notebook: Notebook): string {
  return writeIpynb(notebook, new Map(), CONTEXT);
}

interface Ipynb {
  readonly cells: readonly Record<string, unknown>[];
}

function parsed(text: string): Ipynb {
  return parsePythonJson(text) as Ipynb;
}

function writtenCells(text: string): string[] {
  const { from, to } = memberOf(text, "cells")?.value ?? { from: 0, to: 0 };
  const list = text.slice(from, to);
  return elementsOf(list).map((place) => list.slice(place.from, place.to));
}

it("is saved as it was opened, to the letter: a thousand notebooks of nbformat 4.0 to 4.5", () => {
  const different = SEEDS.filter((seed) => {
    const text = generatedNotebook(seed);
    return saved(opened(text)) !== text;
  });
  expect(different).toEqual([]);
});

it("is saved as it was opened, to the letter: a hundred in the structures of public ones", () => {
  const notebooks = publicLikeNotebooks();
  expect(notebooks.length).toBeGreaterThanOrEqual(100);
  const different = notebooks.filter(({ text }) => saved(opened(text)) !== text);
  expect(different.map(({ name }) => name)).toEqual([]);
});

it("opens a hundred in the structures of public ones as the code that they are, which no form can hold", () => {
  const opening = publicLikeNotebooks().map(({ text }) =>
    readIpynb(text, { fallbackTitle: "", newId: newIds() }),
  );
  expect(new Set(opening.flatMap(({ notebook }) => notebook.cells.map(({ type }) => type)))).toEqual(
    new Set(["markdown", "code"]),
  );
  expect(opening.filter(({ hasForms, notes }) => hasForms || notes.length > 0)).toEqual([]);
});

it("changes nothing but the source of the one cell that was edited", () => {
  for (const seed of SEEDS) {
    const text = generatedNotebook(seed);
    const notebook = opened(text);
    const at = notebook.cells.length - 1;
    const last = notebook.cells[at];
    if (!last || !isTextual(last)) continue;
    const source = `${last.source}# é changed\n`;
    const edited = saved({ ...notebook, cells: notebook.cells.with(at, { ...last, source }) });
    const before = parsed(text);
    const after = parsed(edited);
    const written = after.cells[at]?.["source"];
    expect(Array.isArray(written) ? written.join("") : written).toBe(source);
    expect(typeof written).toBe(typeof before.cells[at]?.["source"]);
    expect({ ...after, cells: after.cells.with(at, { ...after.cells[at], source: 0 }) }).toEqual({
      ...before,
      cells: before.cells.with(at, { ...before.cells[at], source: 0 }),
    });
    // Everything before that cell is the same text.
    const unchanged = writtenCells(text).slice(0, at);
    expect(writtenCells(edited).slice(0, at)).toEqual(unchanged);
    expect(saved({ ...notebook, cells: notebook.cells.with(at, { ...last, source }).with(at, last) })).toBe(
      text,
    );
  }
});

const FILE = `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 3,
   "id": "one",
   "metadata": {"tags": ["a",  1.0]},
   "outputs": [
    {"output_type": "stream", "name": "stdout", "text": ["x"]}
   ],
   "source": [
    "a = '\\u00e9'\\n",
    "b"
   ]
  },
  {
   "attachments": {"p.png": {"image/png": "AA=="}},
   "cell_type": "markdown",
   "id": "two",
   "metadata": {},
   "source": "![p](attachment:p.png)"
  }
 ],
 "metadata": {"x": NaN},
 "nbformat": 4,
 "nbformat_minor": 5
}`;

function edited(edit: (notebook: Notebook) => Notebook): string {
  return saved(edit(opened(FILE)));
}

it("writes a changed line alone, in the letters that the file has", () => {
  const change = (notebook: Notebook): Notebook => ({
    ...notebook,
    cells: notebook.cells.map((cell): Cell =>
      cell.type === "code" ? { ...cell, source: "a = 'é'\nc = 'ü'" } : cell,
    ),
  });
  // The first line has the file's escape; so has the new one.
  expect(edited(change)).toBe(
    FILE.replace('"b"', String.raw`"c = '\u00fc'"`).replace("a = '\\u00e9'", "a = '\\u00e9'"),
  );
});

it("adds to the metadata what a collapsed cell has there, and takes it away again", () => {
  const collapsed = (notebook: Notebook) => withCollapsed(notebook, ["one"], true);
  expect(parsed(edited(collapsed)).cells[0]?.["metadata"]).toEqual({
    jupyter: { source_hidden: true, outputs_hidden: true },
    tags: ["a", 1],
  });
  expect(edited(collapsed)).toContain('"tags": ["a",  1.0]');
  expect(edited((notebook) => withCollapsed(collapsed(notebook), ["one"], false))).toBe(FILE);
});

it("gives a copy an id of its own, and all else that the cell has", () => {
  const [one, two] = parsed(FILE).cells;
  const cells = parsed(edited((notebook) => duplicateCells(notebook, ["one"], newIds()))).cells;
  expect(cells).toEqual([one, { ...one, id: "new-1" }, two]);
});

it("merges, splits and changes cells as JupyterLab does", () => {
  const [one, two] = parsed(FILE).cells;
  const none = { execution_count: null, outputs: [] };
  expect(parsed(edited((notebook) => mergeCells(notebook, ["one", "two"]))).cells).toEqual([
    { ...one, ...none, source: ["a = 'é'\n", "b\n", "\n", "![p](attachment:p.png)"] },
  ]);
  expect(parsed(edited((notebook) => splitCell(notebook, "one", 8, "half"))).cells).toEqual([
    { ...one, ...none, source: ["a = 'é'"] },
    { ...one, id: "half", execution_count: null, source: ["b"] },
    two,
  ]);
  const { outputs: _outputs, execution_count: _count, ...text } = one ?? {};
  expect(parsed(edited((notebook) => changeType(notebook, ["one"], "markdown"))).cells).toEqual([
    { ...text, cell_type: "markdown" },
    two,
  ]);
  const { attachments: _attachments, ...code } = two ?? {};
  expect(parsed(edited((notebook) => changeType(notebook, ["two"], "code"))).cells).toEqual([
    one,
    { ...code, cell_type: "code", ...none },
  ]);
});

it("keeps the rest of a file whose cells have gone, and takes new ones without an id where the format has none", () => {
  const empty = edited((notebook) => deleteCells(notebook, ["one", "two"]));
  expect(parsed(empty)).toEqual({ ...parsed(FILE), cells: [] });
  const old = FILE.replace('"nbformat_minor": 5', '"nbformat_minor": 4');
  const notebook = opened(old);
  const added = saved({
    ...notebook,
    cells: [{ id: "t", type: "markdown", source: "New" }, ...notebook.cells],
  });
  expect(parsed(added).cells[0]).toEqual({ cell_type: "markdown", metadata: {}, source: ["New"] });
  expect(parsed(added).cells.slice(1)).toEqual(parsed(old).cells);
});
