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
  return next.notebook.cells.map((cell) =>
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
  const { notebook: next } = replaceHits(template, found, { pattern, by: "class Renamed", expands: true });
  const wrapper = next.cells.find((cell) => cell.type === "wrapper");
  expect(wrapper?.wrapper.form).toMatchObject({ className: "Renamed" });
  expect(found.map((hit) => textOfHit(next, hit).includes("class Renamed("))).toEqual([true]);
});

/** The request after replacing, and how many hits were replaced and skipped. */
function inRequest(input: string, text: string, by: string, regex = false): [string, number, number] {
  const cell = { id: "d", type: "inference", input } as const;
  const request: Notebook = { ...notebook, cells: [cell] };
  const pattern = patternOf({ ...PLAIN, text, regex });
  if (!pattern) throw new Error("The pattern is a good one.");
  const next = replaceHits(request, findHits(request, pattern), { pattern, by, expands: regex });
  const [replaced] = next.notebook.cells;
  return [replaced?.type === "inference" ? replaced.input : "", next.count, next.leftCount];
}

it.each([
  [
    "quotes and backslashes are written as JSON writes them",
    "phi",
    'a "b" \\n',
    '{"prompt": "a \\"b\\" \\\\n\\n?"}',
    1,
    0,
  ],
  ["a line's end is written as JSON writes it", "phi", "a\nb", '{"prompt": "a\\nb\\n?"}', 1, 0],
  ["a letter of an escape is none", "n", "t", '{"prompt": "phi\\n?"}', 0, 1],
  ["a whole escape is replaced", "\\n", " ", '{"prompt": "phi ?"}', 1, 0],
  ["what would leave no JSON is left", '": "', "=", '{"prompt": "phi\\n?"}', 0, 1],
  ["what stays JSON beside it is replaced", "p", '"', '{"\\"rom\\"t": "\\"hi\\n?"}', 3, 0],
  ["what is outside of strings stands as it is", ": ", " : ", '{"prompt" : "phi\\n?"}', 1, 0],
])("in a request that is JSON, %s", (_name, text, by, input, count, left) => {
  expect(inRequest('{"prompt": "phi\\n?"}', text, by)).toEqual([input, count, left]);
});

it("in a request that is JSON, a group of a regular expression is as it stood, and some hits are left for themselves", () => {
  expect(inRequest('{"a": "x\\"y", "b": 1}', "(x.*?y)", '"$1"', true)).toEqual([
    '{"a": "\\"x\\"y\\"", "b": 1}',
    1,
    0,
  ]);
  expect(inRequest('{"a": "1", "b": 1}', "1", "one")).toEqual(['{"a": "one", "b": 1}', 1, 1]);
});

it("in a request that is no JSON, what replaces stands as it is", () => {
  expect(inRequest('{"prompt": "phi', "phi", '"')).toEqual(['{"prompt": ""', 1, 0]);
});
