import { expect, it } from "vitest";
import { sizeOf } from "./part-size.ts";
import { inParts, type Part } from "./parts.ts";

interface Item {
  readonly id: string;
  readonly text: string;
}

let count = 0;
const split = (items: readonly Item[], before: readonly Part<Item>[] = []): readonly Part<Item>[] =>
  inParts(items, {
    before,
    newName: () => `part ${(count += 1)}`,
    keyOf: ({ id }) => id,
    isSame: (one, other) => one === other,
  });
const joined = (parts: readonly Part<Item>[]): Item[] => parts.flatMap(({ items }) => items);
const many = (): Item[] =>
  Array.from({ length: 200 }, (_, at) => ({ id: `item ${at}`, text: "x".repeat(10_000) }));

it("a short list is one part, and an empty one none", () => {
  const items = [
    { id: "a", text: "1" },
    { id: "b", text: "2" },
  ];
  expect(split(items).map((part) => part.items)).toEqual([items]);
  expect(split([])).toEqual([]);
});

it("what nobody edited keeps its parts", () => {
  const items = many();
  const before = split(items);
  expect(split(items, before)).toEqual(before);
});

it.each<[string, (items: Item[]) => Item[], number?]>([
  ["one item", (items) => items.with(77, { id: "item 77", text: "edited" })],
  [
    "the first and the last",
    (items) => items.with(0, { id: "item 0", text: "" }).with(199, { id: "z", text: "" }),
  ],
  ["an item more", (items) => items.toSpliced(100, 0, { id: "new", text: "new" })],
  ["an item less", (items) => items.toSpliced(100, 1)],
  ["an item in another place", (items) => [...items.slice(1, 150), items[0] as Item, ...items.slice(150)]],
  ["all but some", (items) => items.slice(60, 70)],
  ["the other way round", (items) => items.toReversed(), Number.POSITIVE_INFINITY],
])("after an edit of %s the parts are the list again, and few are new", (_, edit, most = 3) => {
  const items = many();
  const before = split(items);
  const after = split(edit(items), before);
  expect(joined(after)).toEqual(edit(items));
  expect(new Set(after.map((part) => part.name)).size).toBe(after.length);
  expect(after.filter((part) => !before.includes(part)).length).toBeLessThanOrEqual(most);
});

it("a part holds a limited text, unless one item is larger", () => {
  const items = [...many(), { id: "huge", text: "x".repeat(1_000_000) }, { id: "end", text: "" }];
  const sizes = split(items).map((part) => [part.items.length, sizeOf(part.items, Infinity)] as const);
  expect(sizes.filter(([length, size]) => length > 1 && size > 300_000)).toEqual([]);
  expect(sizes.length).toBeLessThan(15);
});

it("the size of a value counts texts, bytes and values, up to a limit", () => {
  expect(sizeOf({ a: "12345", b: [1, null] }, Infinity)).toBe(5 * 16 + 5);
  expect(sizeOf(new Uint8Array(100), Infinity)).toBe(116);
  expect(
    sizeOf(
      Array.from({ length: 1e6 }, () => "x"),
      1000,
    ),
  ).toBeLessThan(1100);
});
