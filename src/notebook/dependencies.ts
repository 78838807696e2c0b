/** Which cells a cell needs: of each type, the nearest one above it. */
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { Cell, CellId, CellType, Notebook, RunnableCell } from "./cell.ts";

interface Needs {
  /** The cell, where a sentence begins with it. */
  readonly cell: Message;
  readonly above: readonly ("model" | "wrapper")[];
}

/** Null for what needs nothing. */
const NEEDS: Readonly<Record<CellType, Needs | null>> = {
  markdown: null,
  code: null,
  model: null,
  wrapper: null,
  signature: { cell: message`The signature cell`, above: ["wrapper"] },
  artifact: { cell: message`The artifact cell`, above: ["model", "wrapper"] },
  inference: { cell: message`The inference cell`, above: ["model", "wrapper"] },
  register: { cell: message`The register cell`, above: ["model", "wrapper"] },
  deploy: { cell: message`The deploy cell`, above: ["model", "wrapper"] },
};

const NEEDED = { model: message`a model cell`, wrapper: message`a wrapper cell` } as const;

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
  const found = (NEEDS[cell.type]?.above ?? []).map(
    (type) => [type, above.findLast((c) => c.type === type)?.id] as const,
  );
  return Object.fromEntries(found.filter(([, upstreamId]) => upstreamId !== undefined));
}

/** @throws AppError "missing-dependency" naming the type that is missing and what to do. */
export function requireUpstream(notebook: Notebook, cell: Cell): Upstream {
  const upstream = upstreamOf(notebook, cell.id);
  const needs = NEEDS[cell.type];
  const missing = needs?.above.find((type) => upstream[type] === undefined);
  if (needs && missing) {
    throw new AppError(
      "missing-dependency",
      message`${needs.cell} needs ${NEEDED[missing]} above it, and there is none. Add ${NEEDED[missing]} above, or move one up.`,
    );
  }
  return upstream;
}
