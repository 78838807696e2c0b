/** What a cell's output depends on, as comparable text: its own content and that of the cells it needs. */
import { message, type Message } from "#base/message.ts";
import { sortedJson } from "#base/sorted-json.ts";
import type { NeededType } from "#cells/cell-kind.ts";
import { type Cell, kindOf, kindOfType } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import type { markNames, Setter } from "#python/mark-names.ts";
import { upstreamOf } from "#notebook/dependencies.ts";

export interface Fingerprint {
  readonly own: string;
  readonly model: string | null;
  readonly wrapper: string | null;
  /** For code: the names that it reads, each with a mark of the code cells above that set it. Undefined where that is not known. */
  readonly names?: readonly (readonly [name: string, mark: string])[];
}

/** Documents and cells are never mutated, so each is read once, however often a running cell asks. */
let fingerprints = new WeakMap<Notebook, Map<CellId, Fingerprint>>();
/** Finds the names in code; null until it is loaded. */
let namesMarked: ((notebook: Notebook, id: CellId) => ReturnType<typeof markNames>) | null = null;
const contents = new WeakMap<Cell, string>();

/** Once this is loaded, fingerprints of code cover what its names depend on. It is loaded with the first code that runs. */
export async function loadNames(): Promise<void> {
  if (namesMarked) return;
  const [names, typed] = await Promise.all([import("#python/mark-names.ts"), import("./typed-python.ts")]);
  const setters = new WeakMap<Notebook, readonly (Setter | null)[]>();
  namesMarked = (notebook, id) => {
    const all = setters.get(notebook) ?? notebook.cells.map((cell) => typed.setterOf(notebook, cell));
    setters.set(notebook, all);
    const at = notebook.cells.findIndex((cell) => cell.id === id);
    return notebook.cells[at]?.type === "code" ? names.markNames(all, at) : null;
  };
  fingerprints = new WeakMap();
}

export function fingerprintOf(notebook: Notebook, id: CellId): Fingerprint {
  const known = fingerprints.get(notebook) ?? new Map<CellId, Fingerprint>();
  fingerprints.set(notebook, known);
  const fingerprint = known.get(id) ?? makeFingerprint(notebook, id);
  known.set(id, fingerprint);
  return fingerprint;
}

function makeFingerprint(notebook: Notebook, id: CellId): Fingerprint {
  const upstream = upstreamOf(notebook, id);
  const cells = cellsById(notebook);
  const contentOf = (cellId: CellId | undefined) => {
    const cell = cellId === undefined ? undefined : cells.get(cellId);
    if (!cell) return null;
    // Code that gives a model depends on the code above it.
    const marks = cell.type === "code" && cellId !== id ? namesMarked?.(notebook, cell.id) : null;
    return contentOfCell(cell) + (marks ? JSON.stringify(marks) : "");
  };
  const names = namesMarked?.(notebook, id) ?? null;
  return {
    own: contentOf(id) ?? "",
    model: contentOf(upstream.model),
    wrapper: contentOf(upstream.wrapper),
    ...(names && { names }),
  };
}

const byId = new WeakMap<Notebook, ReadonlyMap<CellId, Cell>>();

function cellsById(notebook: Notebook): ReadonlyMap<CellId, Cell> {
  const cells = byId.get(notebook) ?? new Map(notebook.cells.map((cell) => [cell.id, cell]));
  byId.set(notebook, cells);
  return cells;
}

const EDITED = message`This cell was edited.`;
const NEEDED_TYPES: readonly NeededType[] = ["model", "wrapper"];

/** Why an output made under `before` no longer holds under `now`; null if it still holds. */
export function staleReason(before: Fingerprint, now: Fingerprint): Message | null {
  if (before.own !== now.own) return EDITED;
  for (const type of NEEDED_TYPES) {
    if (before[type] === now[type]) continue;
    const words = kindOfType(type)?.needed;
    return (now[type] === null ? words?.gone : words?.changed) ?? EDITED;
  }
  return before.names && now.names ? changedName(before.names, now.names) : null;
}

function changedName(
  before: NonNullable<Fingerprint["names"]>,
  now: NonNullable<Fingerprint["names"]>,
): Message | null {
  const marks = new Map(before);
  const name = now.find(([each, mark]) => marks.get(each) !== mark)?.[0];
  if (name !== undefined) return message`“${name}”, which it reads, is set otherwise above.`;
  const gone = before.find(([each]) => !now.some(([still]) => still === each))?.[0];
  return gone === undefined ? null : message`“${gone}”, which it reads, is not set above any more.`;
}

function contentOfCell(cell: Cell): string {
  const text = contents.get(cell) ?? content(cell);
  contents.set(cell, text);
  return text;
}

/**
 * The content without the id (a duplicate has the same content), what Jupyter stored beside it, and fields that do not affect the answer.
 * Keys are sorted, because a cell from storage has them in another order.
 */
function content(cell: Cell): string {
  const madeOf = kindOf(cell).madeOf?.(cell) ?? cell;
  return sortedJson({ ...madeOf, id: "", jupyter: undefined });
}
