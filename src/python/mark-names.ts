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
    const found = placesBehind(setters, at, name);
    if (found.size === 0) return [];
    const sources = [...found].toSorted((a, b) => a - b).map((place) => markedOf(setters[place]));
    return [[name, markOf(sources.join("\0"))]];
  });
}

/** The places of the cells above `at` that the name depends on. A chain of them can be longer than the stack is deep. */
function placesBehind(setters: readonly (Setter | null)[], at: number, name: string): ReadonlySet<number> {
  const found = new Set<number>();
  const asked = [{ at, name }];
  for (let next = asked.pop(); next !== undefined; next = asked.pop()) {
    const { at: below, name: wanted } = next;
    const place = placesOf(setters, wanted).findLast((each) => each < below);
    const setter = place === undefined ? null : setters[place];
    if (place === undefined || !setter || found.has(place)) continue;
    found.add(place);
    for (const read of readsOf(setter)) asked.push({ at: place, name: read });
  }
  return found;
}

/** Each name with the places that set it, from top to bottom: asked for many names of many cells. */
const knownPlaces = new WeakMap<readonly (Setter | null)[], ReadonlyMap<string, readonly number[]>>();

function placesOf(setters: readonly (Setter | null)[], name: string): readonly number[] {
  const all = knownPlaces.get(setters) ?? placesByName(setters);
  knownPlaces.set(setters, all);
  return all.get(name) ?? [];
}

function placesByName(setters: readonly (Setter | null)[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, setter] of setters.entries()) {
    for (const name of setter?.writes ?? []) {
      const before = places.get(name);
      if (before) before.push(place);
      else places.set(name, [place]);
    }
  }
  return places;
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
