/** The keys of parts, each of which is stored beside the value that it belongs to. */

/** Between the key of a value and the names of its parts. No key contains it. */
export const PART = "\u0000";

export function allPartsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound(id + PART, `${id}\u0001`, false, true);
}

/** The parts whose value is not there: a crash or a full disk came before it was written, or an earlier version of the page removed it. */
export function straysIn(keys: readonly string[]): readonly string[] {
  const values = new Set(keys.filter((key) => !key.includes(PART)));
  return keys.filter((key) => key.includes(PART) && !values.has(key.slice(0, key.indexOf(PART))));
}
