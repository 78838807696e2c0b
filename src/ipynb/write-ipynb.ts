/** The document as a .ipynb: nbformat 4.5, its typed cells as Python that Jupyter runs. */
import { pythonJson } from "#base/parse-json.ts";
import { crc32 } from "#bundle/crc32.ts";
import type { CellRun } from "#kernel/kernel.ts";
import type { Cell, CellId, Notebook, RunnableCell } from "#notebook/cell.ts";
import { type CellJson, type IpynbJson, OUR_FORMAT, OUR_KEY, toLines } from "./nbformat.ts";
import { outputsOfRun } from "./outputs-of-run.ts";
import { keptRun } from "./parse-run.ts";
import { type PythonContext, pythonOfCell } from "./python-of-cell.ts";

/** What Jupyter needs to choose a kernel, where the notebook did not come with it. */
const PYTHON_METADATA = {
  kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
  language_info: { name: "python" },
} as const;

/** @param runs the finished runs of its cells; their outputs go into the file. */
export function writeIpynb(
  notebook: Notebook,
  runs: ReadonlyMap<CellId, CellRun>,
  context: PythonContext,
): IpynbJson {
  const ids = nbformatIds(notebook.cells);
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      ...PYTHON_METADATA,
      ...notebook.jupyter,
      [OUR_KEY]: { format: OUR_FORMAT, title: notebook.title },
    },
    cells: notebook.cells.map((cell, at) =>
      cellJson(notebook, cell, ids[at] as string, runs.get(cell.id), context),
    ),
  };
}

/** The file's text, laid out as Jupyter does it. */
export function ipynbText(ipynb: IpynbJson): string {
  return `${pythonJson(ipynb, 1)}\n`;
}

function cellJson(
  notebook: Notebook,
  cell: Cell,
  id: string,
  run: CellRun | undefined,
  context: PythonContext,
): CellJson {
  const { metadata = {}, attachments, outputs, executionCount } = cell.jupyter ?? {};
  const attached = attachments && { attachments };
  switch (cell.type) {
    case "markdown":
      return { id, cell_type: "markdown", metadata, source: toLines(cell.source), ...attached };
    case "code":
      if (cell.kind === "raw") {
        return { id, cell_type: "raw", metadata, source: toLines(cell.source), ...attached };
      }
      return {
        id,
        cell_type: "code",
        metadata,
        source: toLines(cell.source),
        execution_count: executionCount ?? null,
        outputs: outputs ?? [],
      };
    case "model":
    case "wrapper":
    case "signature":
    case "artifact":
    case "inference":
    case "register":
    case "deploy":
      return typedCellJson(notebook, cell, id, run, context);
  }
}

function typedCellJson(
  notebook: Notebook,
  cell: RunnableCell,
  id: string,
  run: CellRun | undefined,
  context: PythonContext,
): CellJson {
  // The size of the model's folder, which the document alone does not tell, chooses the machines.
  const modelBytes = run?.output.type === "deploy" ? run.output.deployment.modelBytes : 0;
  const python = pythonOfCell(notebook, cell, { ...context, modelBytes });
  const kept = run && keptRun(run);
  return {
    id,
    cell_type: "code",
    metadata: {
      ...cell.jupyter?.metadata,
      [OUR_KEY]: { cell: { ...cell, id }, pythonCrc32: crc32Of(python), ...(kept && { run: kept }) },
    },
    source: toLines(python.trimEnd()),
    execution_count: null,
    outputs: run ? outputsOfRun(run.output) : (cell.jupyter?.outputs ?? []),
  };
}

/** Tells whether the Python of a typed cell is still the one that the page wrote. */
export function crc32Of(python: string): number {
  return crc32(0, new TextEncoder().encode(python.trimEnd()));
}

/** nbformat takes ids of 1 to 64 letters, digits, "-" and "_"; ours are such, unless a file said otherwise. */
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
