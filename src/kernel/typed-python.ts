/** What typed cells above set for a code cell, as in the saved notebook: the names of their Python, and `model_info`. */
import { codeOf, type WrapperCell } from "#cells/wrapper/wrapper-cell.ts";
import type { OpenedSource } from "#python/model-consent.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { namesOf } from "#python/names.ts";
import { splitWrapperCode } from "#wrapper/split-wrapper-code.ts";

/** Python to run in the session before the cell, once. */
export interface TypedPython {
  readonly id: CellId;
  readonly code: string;
  /** Where the code came with an opened model. */
  readonly opened: OpenedSource | null;
}

interface Setter extends TypedPython {
  readonly writes: ReadonlySet<string>;
  /** What else its names depend on. */
  readonly also?: string;
}

/**
 * @param isDone whether a cell has run, and its output holds.
 * @returns what the cell's names need, from top to bottom; nothing for what a code cell below it sets.
 */
export function typedPython(
  notebook: Notebook,
  id: CellId,
  isDone: (id: CellId) => boolean,
): readonly TypedPython[] {
  const at = notebook.cells.findIndex((cell) => cell.id === id);
  const cell = notebook.cells[at];
  if (cell?.type !== "code" || cell.kind !== "python") return [];
  const before = notebook.cells.slice(0, at);
  if (!before.some((each) => each.type === "wrapper")) return [];
  const above = before.map((each) => ({ cell: each, setter: setterOf(notebook, each) }));
  const needed = new Set<TypedPython>();
  for (const name of namesOf(cell.source).reads) {
    const nearest = above.findLast(({ setter }) => setter?.writes.has(name));
    if (nearest?.setter && nearest.cell.type !== "code" && isDone(nearest.cell.id))
      needed.add(nearest.setter);
  }
  return above.flatMap(({ setter }) =>
    setter !== null && needed.has(setter)
      ? [{ id: setter.id, code: setter.code, opened: setter.opened }]
      : [],
  );
}

/** Cells never change in place. */
const known = new WeakMap<Cell, ReadonlySet<string>>();

function writesOf(cell: Cell, code: string): ReadonlySet<string> {
  const writes = known.get(cell) ?? namesOf(code).writes;
  known.set(cell, writes);
  return writes;
}

/** The Python of a cell, and the names that it sets for code below; null where it has none. */
export function setterOf(notebook: Notebook, cell: Cell): Setter | null {
  if (cell.type === "code")
    return cell.kind === "python"
      ? { id: cell.id, code: cell.source, opened: null, writes: writesOf(cell, cell.source) }
      : null;
  if (cell.type !== "wrapper" && cell.type !== "artifact") return null;
  const above = upstreamOf(notebook, cell.id);
  const wrapper = cell.type === "wrapper" ? cell : notebook.cells.find(({ id }) => id === above.wrapper);
  if (wrapper?.type !== "wrapper") return null;
  const opened = wrapper.wrapper.opened ?? null;
  const { code, definitions, logging } = partsOf(wrapper);
  if (cell.type === "wrapper")
    return { id: cell.id, code: definitions.code, opened, writes: definitions.writes };
  const model = notebook.cells.find(({ id }) => id === above.model);
  const also = model?.type === "model" ? model.bundleId : "";
  return { id: cell.id, code, opened, writes: logging.writes, also };
}

interface Parts {
  readonly code: string;
  readonly definitions: { readonly code: string; readonly writes: ReadonlySet<string> };
  readonly logging: { readonly writes: ReadonlySet<string> };
}

const knownParts = new WeakMap<Cell, Parts>();

function partsOf(cell: WrapperCell): Parts {
  const found = knownParts.get(cell) ?? readParts(codeOf(cell.wrapper));
  knownParts.set(cell, found);
  return found;
}

function readParts(code: string): Parts {
  const { definitions, logging } = splitWrapperCode(code);
  return {
    code,
    definitions: { code: definitions, writes: namesOf(definitions).writes },
    logging: { writes: namesOf(logging).writes },
  };
}
