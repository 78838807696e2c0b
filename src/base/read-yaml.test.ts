import { expect, test } from "vitest";
import { AppError } from "./errors.ts";
import { readYaml } from "./read-yaml.ts";

function refusalOf(text: string): { code: string; message: string } {
  try {
    readYaml(text, "MLmodel");
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { code: thrown.code, message: thrown.message };
  }
  throw new Error(`It was read: ${text.slice(0, 80)}`);
}

const laughs = (levels: number, each: number): string =>
  Array.from({ length: levels }, (_, at) =>
    at === 0
      ? "a0: &a0 x"
      : `a${at}: &a${at} [${Array(each)
          .fill(`*a${at - 1}`)
          .join(", ")}]`,
  ).join("\n");

test("values are those of PyYAML, by YAML 1.1", () => {
  expect(
    readYaml(
      "on: yes\noctal: 012\nfloat: 1.10\nnone: ~\nshared: &s {x: 1}\nagain: *s\nmore: {<<: *s, y: 2}",
      "f",
    ),
  ).toEqual({
    true: true,
    octal: 10,
    float: 1.1,
    none: null,
    shared: { x: 1 },
    again: { x: 1 },
    more: { x: 1, y: 2 },
  });
  expect(readYaml("", "f")).toBe(null);
});

test("a float that is too large is infinite, as in PyYAML", () => {
  expect(readYaml(`[1.0e+999, -1_0.5e+999, ${"1".repeat(400)}.]`, "f")).toEqual([
    Infinity,
    -Infinity,
    Infinity,
  ]);
});

test("numbers are PyYAML's: what it leaves a text stays one", () => {
  expect(readYaml("[1.5, 1e3, 1.e+3, .5, +.5, -.inf, .nan, 1:30.5, 1_0.5]", "f")).toEqual([
    1.5,
    "1e3",
    1000,
    0.5,
    "+.5",
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    90.5,
    10.5,
  ]);
});

test.each([
  ['a: "open', /^MLmodel is not valid YAML, in line 1, column 9: unexpected end of the stream within/],
  ['a: 1\nb: "open\nc: 2', /in line 3, column 1: deficient indentation/],
  ["a: 1\na: 2", /in line 2, column 1: duplicated mapping key/],
  [`a: 1\nb: ${"1".repeat(251)}`, /in line 2, column 4: such numbers are read up to 250 characters/],
  [`a: 0x${"f".repeat(250)}`, /up to 250 characters, and this one has 252/],
  [`a: !!int "${"1".repeat(251)}"`, /up to 250 characters/],
  [`a: ${"1".repeat(245)}:30:30`, /up to 250 characters/],
  [`a: 1${":30".repeat(90)}.5`, /up to 250 characters/],
  ["a: 1\n--- \nb: 2", /in line 3, column 1: a second document begins, and one is expected/],
  ["a: !!python/object:os.system x", /in line 1, column 4: unknown scalar tag/],
  ["a: b\tc", /in line 1, column 5: a tab may stand in quoted texts only/],
  ["a:\tb", /in line 1, column 3: a tab may stand/],
  ["a: [1, :b]", /in line 1, column 8: a text in brackets may not begin with :/],
  ["a: &b c: d", /in line 1, column 4: a mapping has to begin on a line of its own/],
  ["a: !!map c: d", /in line 1, column 4: a mapping has to begin on a line of its own/],
  ["a: [1, b:?c]", /in line 1, column 9: a text in brackets may not have :\?/],
  ["a: &b!c 1", /in line 1, column 5: an anchor may have letters, digits, - and _ only, and is called b!c/],
  ["a: &b 1\nc: &d: e", /in line 2, column 5: an anchor may have letters/],
  ["a: &b 1\nc: *b:", /in line 2, column 5: an anchor may have letters/],
  ["|\nb", /in line 2, column 1: the text after \| or > has to be indented/],
  [">\n>\n>\n", /in line 2, column 1: the text after \| or > has to be indented/],
  ["a: b\u0085", /in line 1, column 5: the character U\+0085 may not stand here/],
  ["a: &x 1\nb: &x 2", /in line 2, column 5: the anchor x stands twice/],
  ["a: {b\n  c: 1}", /in line 1, column 5: a key should stand on one line/],
  ["a: 1\n: 2", /in line 1, column 5: a key is missing before a colon/],
  [`${"k".repeat(1025)}: 1`, /a key should stand on one line, with at most 1024 characters/],
  ["a: \ud800", /in line 1, column 4: /],
  ["a:\n\tb: 1", /in line 2, column 1: tab characters/],
  ["a: *none", /in line 1, column 5: unidentified alias/],
])("%j is refused with its place", (text, expected) => {
  const { code, message } = refusalOf(text);
  expect(code).toBe("invalid-config");
  expect(message).toMatch(expected);
});

test.each([
  ["questions", "? ".repeat(400)],
  ["brackets", "[".repeat(1e5)],
  ["indents", Array.from({ length: 2000 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")],
  ["aliases", `- &a 1\n${"- *a\n".repeat(101)}`],
  ["laughs", laughs(10, 9)],
  ["itself", "a: &a [*a]"],
  ["values", "- 1\n".repeat(2e5)],
  ["size", `a: "${" ".repeat(2 ** 22)}"`],
  [
    "merges",
    `- &a {${Array.from({ length: 500 }, (_, at) => `k${at}: 1`).join(", ")}}\n${"- {<<: *a}\n".repeat(50)}`,
  ],
])("a bomb of %s is refused by what it has, in no time", (_, text) => {
  expect(refusalOf(text)).toMatchObject({ code: "over-limit" });
});

test("values are counted before any is made", () => {
  const { message } = refusalOf("- 1\n".repeat(2e5));
  expect(message).toContain("more than 100000 values");
  expect(message).not.toContain("aliases");
});

test.each([
  "2021-02-29",
  "0000-01-01",
  "2020-13-01",
  "2020-1-1 24:00:00",
  "2020-1-1T1:60:00Z",
  "2020-01-01 00:00:00 +24:00",
])("%s is no date of Python's", (date) => {
  expect(refusalOf(`a: ${date}`).message).toContain(`there is no date ${date}`);
});

test("dates of the calendar, and texts that look like dates, are read", () => {
  const dates = ["2020-02-29", "2000-02-29T23:59:59.5 -23:59", "9999-12-31"];
  expect(readYaml(dates.map((date) => `- ${date}`).join("\n"), "f")).toHaveLength(3);
  expect(
    readYaml('["2020-13-01", !!str 2020-13-01, !!str "2020-13-01", 2020-1-99, 2020-13-01x]', "f"),
  ).toEqual(["2020-13-01", "2020-13-01", "2020-13-01", "2020-1-99", "2020-13-01x"]);
});

test("tabs in quotes, block texts and comments are read", () => {
  expect(readYaml('a: "b\tc" # d\te\nf: |\n  g\th\n', "f")).toEqual({ a: "b\tc", f: "g\th\n" });
});

test("a long space in a quoted text is read", () => {
  expect(readYaml(`a: "${" ".repeat(1e6)}"`, "f")).toEqual({ a: " ".repeat(1e6) });
});
