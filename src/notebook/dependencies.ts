/** Which cells a cell needs: of each type, the nearest one above it. */
import { AppError } from "#base/errors.ts";
import { CELL_TYPE_NAMES } from "./create-cell.ts";
import type { Cell, CellId, CellType, Notebook, RunnableCell } from "./cell.ts";

const NEEDS = {
  markdown: [],
  code: [],
  model: [],
  wrapper: [],
  signature: ["wrapper"],
  artifact: ["model", "wrapper"],
  inference: ["model", "wrapper"],
  register: ["model", "wrapper"],
  deploy: ["model", "wrapper"],
} as const satisfies Record<CellType, readonly ("model" | "wrapper")[]>;

export type Upstream = Readonly<Partial<Record<"model" | "wrapper", CellId>>>;

export function isRunnable(cell: Cell): cell is RunnableCell {
  return cell.type !== "markdown" && cell.type !== "code";
}

/**
 * Whether "Run all" and "Run stale" run the cell. What reaches out to a server does so by its own button alone.
 */
export function runsWithOthers(cell: Cell): cell is RunnableCell {
  return isRunnable(cell) && cell.type !== "register";
}

/** Ids of the cells that `id` needs, by type; one that is missing is left out. */
export function upstreamOf(notebook: Notebook, id: CellId): Upstream {
  const at = notebook.cells.findIndex((cell) => cell.id === id);
  const cell = notebook.cells[at];
  if (!cell) return {};
  const above = notebook.cells.slice(0, at);
  const found = NEEDS[cell.type].map((type) => [type, above.findLast((c) => c.type === type)?.id] as const);
  return Object.fromEntries(found.filter(([, upstreamId]) => upstreamId !== undefined));
}

/** @throws AppError "missing-dependency" naming the type that is missing and what to do. */
export function requireUpstream(notebook: Notebook, cell: Cell): Upstream {
  const upstream = upstreamOf(notebook, cell.id);
  for (const type of NEEDS[cell.type]) {
    if (upstream[type] === undefined) {
      const name = CELL_TYPE_NAMES[type].toLowerCase();
      throw new AppError(
        "missing-dependency",
        `The ${CELL_TYPE_NAMES[cell.type].toLowerCase()} cell needs a ${name} cell above it, and there is none. ` +
          `Add a ${name} cell above, or move one up.`,
      );
    }
  }
  return upstream;
}
