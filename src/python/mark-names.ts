/** What the names in a code cell depend on: the cells above that set them, and what those read. */
import { namesOf } from "./names.ts";

/** Python of a cell: a code cell's own, or a typed cell's. */
export interface Setter {
  readonly code: string;
  /** The names that it sets for the cells below. */
  readonly writes: ReadonlySet<string>;
  /** What else its names depend on. */
  readonly also?: string;
}

/** Reads of code, which cells share between versions of the document. */
const known = new Map<string, ReadonlySet<string>>();
const MOST_KNOWN = 2000;

/**
 * @param setters one a cell, from top to bottom; null for cells without Python.
 * @param at the place of the code cell.
 * @returns for each name that a cell above sets, a mark that changes with the code of the nearest such cell, and of those that it depends
 * on; null for a cell without Python.
 */
export function markNames(
  setters: readonly (Setter | null)[],
  at: number,
): [name: string, mark: string][] | null {
  const setter = setters[at];
  if (!setter) return null;
  return [...readsOf(setter)].toSorted().flatMap((name): [string, string][] => {
    const found = new Set<number>();
    follow(setters, at, name, found);
    if (found.size === 0) return [];
    const sources = [...found].toSorted((a, b) => a - b).map((place) => markedOf(setters[place]));
    return [[name, markOf(sources.join("\0"))]];
  });
}

/** Adds the places of the cells above `at` that the name depends on. */
function follow(setters: readonly (Setter | null)[], at: number, name: string, found: Set<number>): void {
  for (let place = at - 1; place >= 0; place -= 1) {
    const setter = setters[place];
    if (!setter?.writes.has(name)) continue;
    if (found.has(place)) return;
    found.add(place);
    for (const read of readsOf(setter)) follow(setters, place, read, found);
    return;
  }
}

function markedOf(setter: Setter | null | undefined): string {
  if (!setter) return "";
  return setter.also === undefined ? setter.code : `${setter.code}\0${setter.also}`;
}

function readsOf({ code }: Setter): ReadonlySet<string> {
  const reads = known.get(code) ?? namesOf(code).reads;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(code, reads);
  return reads;
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
