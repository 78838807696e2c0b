/** Which cells a cell needs: the nearest one above it of each type. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { NeededType } from "#cells/cell-kind.ts";
import { type Cell, kindOf, kindOfType, type RunnableCell } from "#cells/cell.ts";
import type { CellId, Notebook } from "./cell.ts";

export type Upstream = Readonly<Partial<Record<NeededType, CellId>>>;

export function isRunnable(cell: Cell): cell is RunnableCell {
  const { runs, canRun } = kindOf(cell);
  return runs !== undefined && (canRun?.(cell) ?? true);
}

/** Whether "Run all" and "Run stale" run the cell. A cell that contacts a server runs only from its own button. */
export function runsWithOthers(cell: Cell): cell is RunnableCell {
  return isRunnable(cell) && kindOf(cell).runs === "with others";
}

/** Ids of the cells that `id` needs, by type. A missing one is left out. */
export function upstreamOf(notebook: Notebook, id: CellId): Upstream {
  const at = notebook.cells.findIndex((cell) => cell.id === id);
  const cell = notebook.cells[at];
  if (!cell) return {};
  const above = notebook.cells.slice(0, at);
  const found = (kindOf(cell).needs?.above ?? []).map(
    (type) => [type, above.findLast((each) => gives(each, type))?.id] as const,
  );
  return Object.fromEntries(found.filter(([, upstreamId]) => upstreamId !== undefined));
}

/** Whether cells below that need one of that type use the cell. */
export function gives(cell: Cell, type: NeededType): boolean {
  return kindOf(cell).gives?.(cell).includes(type) ?? cell.type === type;
}

/** @throws AppError "missing-dependency" naming the type that is missing and what to do. */
export function requireUpstream(notebook: Notebook, cell: Cell): Upstream {
  const upstream = upstreamOf(notebook, cell.id);
  const { needs } = kindOf(cell);
  const missing = needs?.above.find((type) => upstream[type] === undefined);
  if (needs && missing) {
    const name = kindOfType(missing)?.needed?.name ?? missing;
    throw new AppError(
      "missing-dependency",
      message`${needs.cell} needs ${name} above it, and there is none. Add ${name} above, or move one up.`,
    );
  }
  return upstream;
}
