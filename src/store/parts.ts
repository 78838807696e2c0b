/**
 * A long list in parts, each stored by itself, so that an edit writes the part that it changes. A part never changes: where an item does,
 * a new part takes its place.
 */
import { PART_SIZE, sizeOf } from "./part-size.ts";

export interface Part<Item> {
  readonly name: string;
  /** At least one. */
  readonly items: readonly Item[];
}

interface PartOptions<Item> {
  /** Parts whose items are all there still, side by side, stay as they are. */
  readonly before: readonly Part<Item>[];
  readonly newName: () => string;
  /** Different for each item of a list. */
  readonly keyOf: (item: Item) => string;
  readonly isSame: (before: Item, now: Item) => boolean;
}

export function inParts<Item>(
  items: readonly Item[],
  { before, newName, keyOf, isSame }: PartOptions<Item>,
): readonly Part<Item>[] {
  const byFirst = new Map(before.map((part) => [keyOf(part.items[0] as Item), part]));
  const parts: Part<Item>[] = [];
  let fresh: Item[] = [];
  let freshSize = 0;
  const close = (): void => {
    if (fresh.length > 0) parts.push({ name: newName(), items: fresh });
    fresh = [];
    freshSize = 0;
  };
  for (let at = 0; at < items.length;) {
    const item = items[at] as Item;
    const known = byFirst.get(keyOf(item));
    if (known !== undefined && isThere(known.items, at)) {
      close();
      parts.push(known);
      at += known.items.length;
      continue;
    }
    const size = sizeOf(item, PART_SIZE);
    if (freshSize + size > PART_SIZE) close();
    fresh.push(item);
    freshSize += size;
    at += 1;
  }
  close();
  return withoutCrumbs(parts);

  function isThere(known: readonly Item[], from: number): boolean {
    if (from + known.length > items.length) return false;
    return known.every((item, place) => isSame(item, items[from + place] as Item));
  }

  /** A new part takes in small neighbours: items that come one by one would else be a part each. */
  function withoutCrumbs(all: readonly Part<Item>[]): readonly Part<Item>[] {
    const known = new Set(before);
    const joined: Part<Item>[] = [];
    for (const part of all) {
      const last = joined.at(-1);
      const isNew = last !== undefined && !(known.has(last) && known.has(part));
      if (isNew && sizeOf(last.items, PART_SIZE) + sizeOf(part.items, PART_SIZE) <= PART_SIZE)
        joined.splice(-1, 1, { name: newName(), items: [...last.items, ...part.items] });
      else joined.push(part);
    }
    return joined;
  }
}
