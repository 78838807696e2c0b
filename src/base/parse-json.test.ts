import { expect, test } from "vitest";
import { MOST_LEVELS } from "./nesting.ts";
import { parseJson } from "./parse-json.ts";

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

test("JSON is read as JSON.parse reads it", () => {
  for (const text of ['{"a":[1,"N\\"aN [[",null]}', "3", '"\\\\"', nested(MOST_LEVELS)]) {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  }
});

test("deeper JSON is refused, however deep it is", () => {
  for (const levels of [MOST_LEVELS + 1, 1_000_000]) {
    expect(() => parseJson(nested(levels))).toThrow(
      "The JSON nests more than 500 levels deep, which is the limit",
    );
  }
});

test("a text of millions of quotes and backslashes takes no more time than its length", () => {
  for (const text of [`["${"\\\\".repeat(2e6)}"]`, `["${'\\"'.repeat(2e6)}"]`]) {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  }
});
