import { expect, it } from "vitest";
import { productFiles } from "./test/product-code.ts";

const FILES = productFiles("src", "components", "workers");

/**
 * A plain object has a "constructor" and a "__proto__" that nobody put there. So a table that is typed by any text,
 * `Record<string, …>`, is asked by `own()` and is never written to by a key: what is built up by keys is a Map.
 */
const TABLE = /(\w+)\??: (?:Readonly<)?Record<(?:string|CellId),/g;

/** `table[key]`, but no literal and no assertion; `key in table`. */
function asks(name: string): RegExp {
  return new RegExp(
    String.raw`(?<![\w"'\`-])${name}!?\??\.?\[(?!["'\`\d\]])|[\w)"'\`] in (?:\w+\.)*${name}\b(?![\w"'\`])`,
  );
}

const ASKED_INLINE = /as (?:Readonly<)?Record<string,[^()]*>\)\??\.?\[(?!["'`])/;

function breaches(code: string, members: readonly string[]): string[] {
  const local = [...code.matchAll(TABLE)].map(([, name]) => name ?? "");
  const asked = [...new Set([...local, ...members])].map(asks);
  return code
    .split("\n")
    .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line))
    .filter((line) => ASKED_INLINE.test(line) || asked.some((pattern) => pattern.test(line)))
    .map((line) => line.trim());
}

it("no table is asked by a key that could be inherited", () => {
  const found = FILES.filter(({ file }) => file !== "src/base/own.ts")
    .map(({ file, code }) => ({ file, lines: breaches(code, ["searchOptions", "credentials"]) }))
    .filter(({ lines }) => lines.length > 0);
  expect(found).toEqual([]);
});

it("and a breach would be seen", () => {
  const code = `
    const states: Readonly<Record<CellId, State>> = {};
    states[id] = state;
    if (name in states) return states["fixed"];
    return (json as Record<string, unknown>)[member];`;
  expect(breaches(code, [])).toEqual([
    "states[id] = state;",
    'if (name in states) return states["fixed"];',
    "return (json as Record<string, unknown>)[member];",
  ]);
});

it("addresses are encoded and decoded by functions that no text makes throw", () => {
  const caught = ["base/percent-encoded", "base/percent-decoded", "bundle/bundle-zip", "notebook/heavy-svg"];
  // The last one says what Python says of half a character.
  const checked = new Set([...caught, "tokenizer/jinja/filters"].map((name) => `src/${name}.ts`));
  const found = FILES.filter(({ file }) => !checked.has(file))
    .filter(({ code }) => /(?:en|de)codeURI(?:Component)?\b/.test(code))
    .map(({ file }) => file);
  expect(found).toEqual([]);
});
