import { expect, it } from "vitest";
import { createFromTemplate } from "./templates.ts";
import type { Notebook } from "./cell.ts";
import { findHits, type FindQuery, patternOf, textOfHit } from "./find.ts";
import { replaceHits } from "./replace.ts";

const notebook: Notebook = {
  id: "n",
  title: "N",
  cells: [
    { id: "a", type: "markdown", source: "Phi and phi, not Philip" },
    { id: "b", type: "signature" },
    { id: "c", type: "code", kind: "python", source: "phi = 'x'\nphi_3 = 1" },
    { id: "d", type: "inference", input: '{"prompt": "phi?"}' },
  ],
};
const PLAIN: FindQuery = { text: "phi", matchCase: false, wholeWord: false, regex: false };

function hits(change: Partial<FindQuery>, { cells }: Notebook = notebook): string[] | null {
  const pattern = patternOf({ ...PLAIN, ...change });
  if (!pattern) return null;
  return findHits({ ...notebook, cells }, pattern).map(
    ({ cellId, start, end }) => `${cellId}${start}-${end}`,
  );
}

function replaced(change: Partial<FindQuery>, by: string, which?: number): (string | undefined)[] {
  const pattern = patternOf({ ...PLAIN, ...change });
  if (!pattern) return [];
  const all = findHits(notebook, pattern);
  const chosen = which === undefined ? all : all.slice(which, which + 1);
  const next = replaceHits(notebook, chosen, { pattern, by, expands: change.regex === true });
  return next.cells.map((cell) =>
    "source" in cell ? cell.source : cell.type === "inference" ? cell.input : undefined,
  );
}

it("finds in texts, code and requests, by case and by whole words", () => {
  expect(hits({})).toEqual(["a0-3", "a8-11", "a17-20", "c0-3", "c10-13", "d12-15"]);
  expect(hits({ matchCase: true })).toEqual(["a8-11", "c0-3", "c10-13", "d12-15"]);
  expect(hits({ wholeWord: true })).toEqual(["a0-3", "a8-11", "c0-3", "d12-15"]);
  expect(hits({ text: "phi?" })).toEqual(["d12-16"]);
});

it("takes a regular expression, and refuses one that is broken or matches nothing at every place", () => {
  expect(hits({ text: "^phi\\w*", regex: true, matchCase: true })).toEqual(["c0-3", "c10-15"]);
  expect(hits({ text: "(", regex: true })).toBeNull();
  expect(hits({ text: "x*", regex: true })).toBeNull();
});

it("replaces one hit or all, with groups only in a regular expression", () => {
  expect(replaced({ wholeWord: true }, "$&", 1)).toEqual([
    "Phi and $&, not Philip",
    undefined,
    "phi = 'x'\nphi_3 = 1",
    '{"prompt": "phi?"}',
  ]);
  expect(replaced({ text: "(phi)(?!l)", regex: true }, "<$1>")).toEqual([
    "<Phi> and <phi>, not Philip",
    undefined,
    "<phi> = 'x'\n<phi>_3 = 1",
    '{"prompt": "<phi>?"}',
  ]);
});

it("replaces in a wrapper's code, and the form follows", () => {
  const template = createFromTemplate("option2-pyfunc", () => crypto.randomUUID());
  const pattern = patternOf({ ...PLAIN, text: "class \\w+", regex: true, matchCase: true });
  if (!pattern) throw new Error("The pattern is a good one.");
  const found = findHits(template, pattern).filter(
    ({ cellId }) => template.cells.find(({ id }) => id === cellId)?.type === "wrapper",
  );
  const next = replaceHits(template, found, { pattern, by: "class Renamed", expands: true });
  const wrapper = next.cells.find((cell) => cell.type === "wrapper");
  expect(wrapper?.wrapper.form).toMatchObject({ className: "Renamed" });
  expect(found.map((hit) => textOfHit(next, hit).includes("class Renamed("))).toEqual([true]);
});
