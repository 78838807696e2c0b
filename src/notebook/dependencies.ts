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

/** Documents are never mutated, and a key in a long one asks for many cells. */
const known = new WeakMap<Notebook, ReadonlyMap<CellId, Upstream>>();

/** Ids of the cells that `id` needs, by type. A missing one is left out. */
export function upstreamOf(notebook: Notebook, id: CellId): Upstream {
  const all = known.get(notebook) ?? upstreamOfAll(notebook);
  known.set(notebook, all);
  return all.get(id) ?? {};
}

function upstreamOfAll({ cells }: Notebook): ReadonlyMap<CellId, Upstream> {
  const needed = new Set(cells.flatMap((cell) => kindOf(cell).needs?.above ?? []));
  const nearest = new Map<NeededType, CellId>();
  return new Map(
    cells.map((cell): [CellId, Upstream] => {
      const above = kindOf(cell).needs?.above.filter((type) => nearest.has(type)) ?? [];
      const upstream = Object.fromEntries(above.map((type) => [type, nearest.get(type)]));
      for (const type of needed) if (gives(cell, type)) nearest.set(type, cell.id);
      return [cell.id, upstream];
    }),
  );
}

/** Code is read once for what it gives. */
const given = new WeakMap<Cell, readonly NeededType[]>();

/** Whether cells below that need one of that type use the cell. */
export function gives(cell: Cell, type: NeededType): boolean {
  const { gives: read } = kindOf(cell);
  if (!read) return cell.type === type;
  const types = given.get(cell) ?? read(cell);
  given.set(cell, types);
  return types.includes(type);
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
