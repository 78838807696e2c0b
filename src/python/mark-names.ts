/** What the names in a code cell depend on: the code cells above that set them, and what those read. */
import type { Cell } from "#cells/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import { type Names, namesOf } from "./names.ts";

/** Cells are never mutated. */
const known = new WeakMap<CodeCell, Names>();

/**
 * @returns for each name that a code cell above sets, a mark that changes with the code of the nearest such cell, and of those that it
 * depends on; null for a cell that is not valid Python.
 */
export function markNames(cells: readonly Cell[], id: string): [name: string, mark: string][] | null {
  const at = cells.findIndex((cell) => cell.id === id);
  const cell = cells[at];
  if (!isPython(cell)) return null;
  return [...namesIn(cell).reads].toSorted().flatMap((name): [string, string][] => {
    const found = new Set<number>();
    follow(cells, at, name, found);
    if (found.size === 0) return [];
    const sources = [...found].toSorted((a, b) => a - b).map((place) => sourceOf(cells[place]));
    return [[name, markOf(sources.join("\0"))]];
  });
}

/** Adds the places of the cells above `at` that the name depends on. */
function follow(cells: readonly Cell[], at: number, name: string, found: Set<number>): void {
  for (let place = at - 1; place >= 0; place -= 1) {
    const cell = cells[place];
    if (!isPython(cell) || !namesIn(cell).writes.has(name)) continue;
    if (found.has(place)) return;
    found.add(place);
    for (const read of namesIn(cell).reads) follow(cells, place, read, found);
    return;
  }
}

function isPython(cell: Cell | undefined): cell is CodeCell {
  return cell?.type === "code" && cell.kind === "python";
}

function sourceOf(cell: Cell | undefined): string {
  return isPython(cell) ? cell.source : "";
}

function namesIn(cell: CodeCell): Names {
  const names = known.get(cell) ?? namesOf(cell.source);
  known.set(cell, names);
  return names;
}

/** Short, because it is stored with each run: FNV-1a with two offsets, and the length. */
function markOf(text: string): string {
  return `${fnv1a(text, 0x811c_9dc5)}-${fnv1a(text, 0x1234_5678)}-${text.length}`;
}

function fnv1a(text: string, offset: number): string {
  let hash = offset;
  for (let at = 0; at < text.length; at += 1)
    // oxlint-disable-next-line no-bitwise -- it is a hash
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  // oxlint-disable-next-line no-bitwise -- without a sign
  return (hash >>> 0).toString(16);
}
