import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { smallTokenizerFiles } from "#genai/testing/small-tokenizer.ts";
import { Tokenizer } from "./tokenizer.ts";

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  2 ** 31,
  "",
  "▁",
  "x",
  "\ud83d",
  "constructor",
  [],
  {},
  [null],
  [[]],
  [{}],
  { __proto__: null, constructor: 1 },
  { type: "Split", pattern: { String: "x" } },
  { type: "Split", pattern: { Regex: "\\s+(?!\\S)|\\s+" } },
  { type: "Sequence", pretokenizers: [{ type: "Split", pattern: { Regex: "\\p{N}" } }] },
];

/** Replaces a random place of a JSON value with something odd, or removes it. */
function mutated(value: unknown, random: () => number): unknown {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  if (typeof value !== "object" || value === null || random() < 0.15) return pick(oddValues);
  const entries = Object.entries(value);
  if (entries.length === 0) return pick(oddValues);
  const [key] = pick(entries);
  const kept =
    random() < 0.1 ? [] : [[key, mutated((value as Record<string, unknown>)[key], random)] as const];
  const changed = entries.flatMap(([name, item]) => (name === key ? kept : [[name, item] as const]));
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

const javaScript =
  /Cannot (read|mix|convert|set)|is not a (function|constructor)|Invalid (count|array|string|time|regular)|BigInt|call stack|Unexpected (token|end of JSON)|is not valid JSON$|out of range$/;

/** Errors that people must not see: those that are not the page's own, or contain JavaScript's words. */
function foreignError(run: () => void): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof AppError && !javaScript.test(error.message) ? undefined : error;
  }
}

test("1,000 damaged tokenizers work or are refused in the page's own words", () => {
  const random = randomFrom(18);
  const foreign = Array.from({ length: 1000 }, () => {
    const files = Object.fromEntries(
      Object.entries(smallTokenizerFiles).map(([name, text]) => {
        const value: unknown = JSON.parse(text as string);
        return [name, JSON.stringify(random() < 0.6 ? mutated(value, random) : value)];
      }),
    ) as unknown as typeof smallTokenizerFiles;
    const error = foreignError(() => {
      const tokenizer = Tokenizer.fromFiles(files);
      const ids = [...tokenizer.encode(" abc é\n<|user|> a中")];
      tokenizer.decode(ids);
      const stream = tokenizer.createStream();
      for (const id of ids) stream.decode(id);
      for (const id of ids) tokenizer.tokenText(id);
      tokenizer.toTokenId("a");
      tokenizer.applyChatTemplate([{ role: "user", content: "a" }]);
    });
    return error === undefined ? undefined : { error, files };
  });
  expect(foreign.filter((found) => found !== undefined)).toEqual([]);
});

const templateParts = [
  ..."{{ |}} |{% |%}|{%- |-%}|{# |#}|for |in |if |else |elif |endif |endfor |set |endset |macro m(a, b=1) |endmacro |filter ".split(
    "|",
  ),
  ..."namespace(x=1)|range(3)|range(10**9)|messages|message|loop|loop.index|loop(|x.|['role']|[0:9**9]|[::-1]|'x'|\"y\"|1|2.5|-3|(|)|[|]|{|}|,|:|=|==|~|+|-|*|**|/|//|%".split(
    "|",
  ),
  ..."upper|lower|trim|join(',')|tojson(4)|indent(10**9)|sort|items|length|int|replace|split('')|append(x)|pop()|is |not |and |or |none|true|* 999999999|<0".split(
    "|",
  ),
];

test("1,000 templates of random parts are rendered or refused in the page's own words", () => {
  const random = randomFrom(21);
  const pick = (): string => templateParts[Math.floor(random() * templateParts.length)]!;
  const tokenizer = Tokenizer.fromFiles(smallTokenizerFiles);
  const messages = [{ role: "user", content: "abc" }];
  const foreign = Array.from({ length: 1000 }, () => {
    const expression = (): string => Array.from({ length: 1 + Math.floor(random() * 6) }, pick).join("");
    const template = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      random() < 0.5 ? `{{ ${expression()} }}` : `{% for x in ${expression()} %}${expression()}{% endfor %}`,
    ).join(expression());
    const error = foreignError(() => tokenizer.applyChatTemplate(messages, { template }));
    return error === undefined ? undefined : { error, template };
  });
  expect(foreign.filter((found) => found !== undefined)).toEqual([]);
});
