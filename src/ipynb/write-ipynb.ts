/** The document as an .ipynb. Text from a file is written unchanged except for edits; typed cells become Python that Jupyter runs. */
import { jsonPart, layoutOf, line, memberOf, memberText, replaced, withMember } from "#base/json-text.ts";
import { parsePythonJson } from "#base/python-json.ts";
import { sortedJson } from "#base/sorted-json.ts";
import { crc32 } from "#bundle/crc32.ts";
import type { CellRun } from "#kernel/cell-run.ts";
import { behaviourOf } from "#cells/behaviour-of.ts";
import type { PythonContext } from "#cells/cell-behaviour.ts";
import type { Cell, TextualCell, TypedCell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { isTextual } from "#notebook/edits.ts";
import { newFileJson } from "#notebook/file-json.ts";
import { cellText, viewMetadata, type WantedCell } from "./cell-text.ts";
import { DEPTH, FIRST_MINOR_WITH_IDS, OUR_FORMAT, OUR_KEY, PYTHON_METADATA } from "./nbformat.ts";
import { keptRun } from "./parse-run.ts";
import { pythonOfCell } from "./python-of-cell.ts";

/** @param runs the finished runs of its cells; their outputs go into the file. */
export function writeIpynb(
  notebook: Notebook,
  runs: ReadonlyMap<CellId, CellRun>,
  context: PythonContext,
): string {
  const file = withOurs(notebook);
  const layout = layoutOf(file);
  const ids = hasIds(file) ? nbformatIds(notebook.cells) : null;
  const cells = notebook.cells.map((cell, at) =>
    cellText(
      cell,
      isTextual(cell)
        ? wantedPlain(cell, runs.get(cell.id))
        : wantedTyped(notebook, cell, runs.get(cell.id), context),
      ids?.[at] ?? null,
      layout,
    ),
  );
  const list = memberOf(file, "cells");
  if (!list || cells.length === 0) return file;
  // If all cells were removed, the text between the brackets is what followed the last one.
  const inside = file.slice(list.value.from + 1, list.value.to - 1);
  const end = inside === "" ? line(layout, DEPTH.file) : inside;
  return replaced(file, list.value, `[${cells.join(",")}${end}]`);
}

/** A notebook with something of ours says so in its metadata, with its title; others stay as they are. */
function withOurs({ jupyter, title, cells }: Notebook): string {
  const file = jupyter?.json ?? newFileJson(PYTHON_METADATA);
  const layout = layoutOf(file);
  const metadata = memberText(file, "metadata") ?? "{}";
  const ours = memberText(metadata, OUR_KEY);
  const isOurs = jupyter === undefined || ours !== undefined || !cells.every(isTextual);
  const wanted = { format: OUR_FORMAT, title };
  if (!isOurs || (ours !== undefined && sortedJson(parsePythonJson(ours)) === sortedJson(wanted)))
    return file;
  const value = jsonPart(wanted, layout, DEPTH.cell);
  return withMember(
    file,
    "metadata",
    withMember(metadata, OUR_KEY, value, layout, DEPTH.cell),
    layout,
    DEPTH.file,
  );
}

function hasIds(file: string): boolean {
  return Number(memberText(file, "nbformat_minor") ?? 0) >= FIRST_MINOR_WITH_IDS;
}

function wantedPlain(cell: TextualCell, run: CellRun | undefined): WantedCell {
  const { attachments } = cell.jupyter ?? {};
  const { outputs, executionCount } =
    cell.type === "code" && run?.output.type === "code"
      ? { outputs: behaviourOf(cell).outputs(run.output), executionCount: run.output.executionCount }
      : (cell.jupyter ?? {});
  return {
    cellType: cell.type === "markdown" ? "markdown" : cell.kind === "raw" ? "raw" : "code",
    source: cell.source,
    metadata: viewMetadata(cell),
    ...(outputs && { outputs }),
    ...(executionCount !== undefined && { executionCount }),
    ...(attachments && { attachments }),
  };
}

/** The text from the file, if nothing about the cell has changed: its content, its Python, its output. */
function wantedTyped(
  notebook: Notebook,
  cell: TypedCell,
  run: CellRun | undefined,
  context: PythonContext,
): WantedCell {
  // The size of the model's folder, which the document does not contain, decides which machines are suggested.
  const modelBytes = run?.output.type === "deploy" ? run.output.deployment.modelBytes : 0;
  const python = pythonOfCell(notebook, cell, { ...context, modelBytes }).trimEnd();
  const { jupyter, id: _id, ...own } = cell;
  const kept = run && keptRun(run);
  const origin = {
    ...(jupyter?.source !== undefined && { source: jupyter.source }),
    ...(jupyter?.form !== undefined && { form: jupyter.form }),
  };
  const ours = {
    cell: { ...own, ...(Object.keys(origin).length > 0 && { jupyter: origin }) },
    pythonCrc32: crc32Of(python),
    ...(kept && { run: kept }),
  };
  const outputs = run ? behaviourOf(cell).outputs(run.output) : jupyter?.outputs;
  return {
    cellType: "code",
    source: python,
    metadata: { ...viewMetadata(cell), [OUR_KEY]: ours },
    ...(outputs && { outputs }),
    ...(run && { executionCount: null }),
    ...(!run && jupyter?.executionCount !== undefined && { executionCount: jupyter.executionCount }),
  };
}

/** Tells whether a typed cell's Python is still what the page wrote. */
export function crc32Of(python: string): number {
  return crc32(0, new TextEncoder().encode(python.trimEnd()));
}

/** nbformat allows ids of 1 to 64 letters, digits, "-" and "_". Ours are valid unless a file had others. */
function nbformatIds(cells: readonly Cell[]): string[] {
  const taken = new Set(cells.map((cell) => cell.id));
  return cells.map(({ id }, at) => {
    if (/^[\w-]{1,64}$/.test(id)) return id;
    let replacement = `cell-${at + 1}`;
    while (taken.has(replacement)) replacement += "-";
    taken.add(replacement);
    return replacement;
  });
}
