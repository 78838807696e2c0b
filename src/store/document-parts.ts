/** A large document in parts: its cells, and its outputs. Loaded when there is one. */
import { uuid4 } from "#base/uuid4.ts";
import { isRecord } from "#base/record.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellRun } from "#kernel/cell-run.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { NOTEBOOK_FORMAT, toJson } from "#notebook/parse-notebook.ts";
import { inParts, type Part } from "./parts.ts";

type Runs = ReadonlyMap<CellId, CellRun>;
type RunEntry = readonly [CellId, CellRun];

interface Lists {
  readonly cells: readonly Part<Cell>[];
  readonly runs: readonly Part<RunEntry>[];
}

/** What is stored of a document beside its parts. */
interface Head {
  readonly notebook?: unknown;
  readonly runs?: unknown;
  /** The names of its parts; absent where `notebook` and `runs` hold everything. */
  readonly cellParts?: readonly string[];
  readonly runParts?: readonly string[];
}

/** Other than that of whole documents: the page's earlier versions leave it as it is, or would save it without its outputs. */
const FORMAT_IN_PARTS = 2;

export class DocumentParts {
  /** What was stored last of each document, by its id. */
  readonly #last = new Map<string, Lists>();

  /** @returns `fresh`: the names of parts that are not known to be stored. */
  split(notebook: Notebook, runs: Runs): { head: Head; parts: Map<string, unknown>; fresh: string[] } {
    const { id } = notebook;
    const last = this.#last.get(id) ?? { cells: [], runs: [] };
    const newName = uuid4;
    const cells = inParts(notebook.cells, {
      before: last.cells,
      newName,
      keyOf: (cell) => cell.id,
      isSame: (before, now) => before === now,
    });
    const entries = inParts([...runs], {
      before: last.runs,
      newName,
      keyOf: ([cell]) => cell,
      isSame: (before, now) => before[0] === now[0] && before[1] === now[1],
    });
    this.#last.set(id, { cells, runs: entries });
    const isLong = cells.length > 1;
    const hasLongRuns = entries.length > 1;
    const json = toJson(notebook);
    const parts = [...(isLong ? cells : []), ...(hasLongRuns ? entries : [])];
    const known = new Set<unknown>([...last.cells, ...last.runs]);
    return {
      head: {
        notebook: {
          ...json,
          ...((isLong || hasLongRuns) && { format: FORMAT_IN_PARTS }),
          ...(isLong && { cells: [] }),
        },
        runs: hasLongRuns ? new Map() : runs,
        ...(isLong && { cellParts: cells.map(({ name }) => name) }),
        ...(hasLongRuns && { runParts: entries.map(({ name }) => name) }),
      },
      parts: new Map(parts.map(({ name, items }) => [name, items])),
      fresh: parts.filter((part) => !known.has(part)).map(({ name }) => name),
    };
  }

  /** Call with a document that was read from its parts, so that those that do not change are not written again. */
  remember(head: Head, stored: ReadonlyMap<string, unknown>, notebook: Notebook, runs: Runs): void {
    let at = 0;
    const cells = listsOf(head.cellParts, stored).map(({ name, items }): Part<Cell> => {
      const from = at;
      at += items.length;
      return { name, items: notebook.cells.slice(from, at) };
    });
    const entries = listsOf(head.runParts, stored).flatMap(({ name, items }): Part<RunEntry>[] => {
      const read = items.filter(isEntry).flatMap(([id]): RunEntry[] => {
        const run = runs.get(id);
        return run === undefined ? [] : [[id, run]];
      });
      return read.length === items.length ? [{ name, items: read }] : [];
    });
    this.#last.set(notebook.id, { cells, runs: entries });
  }

  forget(id: string): void {
    this.#last.delete(id);
  }
}

/** The document as a whole. A part that is missing stands in it as a damaged cell. */
export function joined(head: Head, stored: ReadonlyMap<string, unknown>): Pick<Head, "notebook" | "runs"> {
  const { notebook, cellParts, runParts } = head;
  const itemsOf = (names: readonly string[] | undefined) =>
    listsOf(names, stored).flatMap(({ items }) => items);
  return {
    notebook: isRecord(notebook)
      ? {
          ...notebook,
          ...(notebook["format"] === FORMAT_IN_PARTS && { format: NOTEBOOK_FORMAT }),
          ...(cellParts !== undefined && { cells: itemsOf(cellParts) }),
        }
      : notebook,
    runs: runParts === undefined ? head.runs : new Map(itemsOf(runParts).filter(isEntry)),
  };
}

function listsOf(
  names: readonly string[] = [],
  stored: ReadonlyMap<string, unknown>,
): readonly { readonly name: string; readonly items: readonly unknown[] }[] {
  return names.map((name) => {
    const items = stored.get(name);
    return { name, items: Array.isArray(items) ? items : [{ missing: name }] };
  });
}

function isEntry(value: unknown): value is readonly [CellId, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string";
}
