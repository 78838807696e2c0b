import { expect, test } from "vitest";
import { de } from "./de/texts.ts";
import { en } from "./en.ts";
import { enLater } from "./en-later.ts";
import { withFallback } from "./translation.ts";

test("what a translation lacks is shown in the original", () => {
  const original = { a: "one", b: { c: "two", d: (count: number) => `${count}` } };
  const { a, b } = withFallback(original, { b: { c: "zwei" } });
  expect({ a, c: b.c, d: b.d(3) }).toEqual({ a: "one", c: "zwei", d: "3" });
});

test("a list of texts is still a list in another language", () => {
  const original = { a: { list: ["one", "two"] } };
  expect(withFallback(original, { a: { list: ["eins", "zwei"] } })).toEqual({
    a: { list: ["eins", "zwei"] },
  });
  expect(withFallback(en, de).tokens.likelihoods).toEqual(de.tokens.likelihoods);
});

const all = { ...en, ...enLater };

/** Paths of all texts. */
function pathsOf(tree: object, at = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? pathsOf(value as object, `${at}${key}.`) : [`${at}${key}`],
  );
}

test("German has every text, and none that English lacks", () => {
  expect(pathsOf(de).toSorted()).toEqual(pathsOf(all).toSorted());
});

test("German sentences are not English ones, but for names and symbols", () => {
  const lookUp = (tree: object, path: string): unknown =>
    path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], tree);
  const same = pathsOf(all).filter((path) => {
    const text = lookUp(all, path);
    return typeof text === "string" && text.split(" ").length > 3 && text === lookUp(de, path);
  });
  expect(same).toEqual([]);
});
