import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { checkAnswer } from "./check-answer.ts";
import type { TextCheck } from "./check.ts";

/** Results of Python's re and jsonschema, from tools/peers/fixtures_checks.py. */
interface Case {
  readonly texts?: readonly string[];
  readonly answers?: readonly string[];
  readonly pattern?: string;
  readonly ignoreCase?: boolean;
  readonly refused?: boolean;
  readonly schema?: string;
  /** A 1 for each that passes; null for an invalid pattern. */
  readonly passed?: string | null;
}
const fixture = JSON.parse(
  readFileSync(new URL("../../tools/peers/fixtures/checks.json", import.meta.url), "utf8"),
) as { readonly cases: readonly Case[] };
const [{ texts = [], answers = [] } = {}, ...cases] = fixture.cases;

function passedBy(check: TextCheck, all: readonly string[]): string | null {
  try {
    return all.map((text) => Number(checkAnswer(check, text))).join("");
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid-input") return null;
    throw error;
  }
}

describe("a pattern finds what Python's re finds", () => {
  test.each(cases.flatMap(({ pattern, ...rest }) => (pattern === undefined ? [] : [{ pattern, ...rest }])))(
    "$pattern, ignoring case: $ignoreCase",
    ({ pattern, ignoreCase = false, passed = null }) => {
      expect(passedBy({ kind: "regex", expected: pattern, ignoreCase }, texts)).toBe(passed);
    },
  );
});

describe("a schema takes what Python's jsonschema takes", () => {
  test.each(cases.flatMap(({ schema, passed }) => (schema === undefined ? [] : [{ schema, passed }])))(
    "$schema",
    ({ schema, passed }) => {
      expect(passedBy({ kind: "json_schema", expected: schema }, answers)).toBe(passed);
    },
  );
});

test("spaces around an answer do not count for equality, and letter case does unless it is ignored", () => {
  const verdict = (check: Omit<TextCheck, "expected">, answer: string) =>
    checkAnswer({ ...check, expected: " Madrid " }, answer);
  expect(verdict({ kind: "exact" }, "\u001cMadrid\n")).toBe(true);
  expect(verdict({ kind: "exact" }, "madrid")).toBe(false);
  expect(verdict({ kind: "exact", ignoreCase: true }, "MADRID")).toBe(true);
  expect(verdict({ kind: "contains" }, "In Madrid it is.")).toBe(true);
  expect(verdict({ kind: "contains" }, "Madrid.")).toBe(false);
  expect(verdict({ kind: "contains", ignoreCase: true }, "in MADRID it is")).toBe(true);
});

test("a pattern and a schema that cannot be used say why", () => {
  const long = { kind: "regex", expected: "a?".repeat(1001) } as const;
  expect(() => checkAnswer(long, "a")).toThrow("it has 2002 characters, and this page takes 2000 at most");
  const repeated = { kind: "regex", expected: "a{4294967295}" } as const;
  expect(() => checkAnswer(repeated, "a")).toThrow("the repetition number is too large");
  expect(() => checkAnswer({ kind: "regex", expected: "(a" }, "a")).toThrow(
    "The pattern cannot be used: a group is not closed. Write it as Python's re module takes it.",
  );
  expect(() =>
    checkAnswer({ kind: "json_schema", expected: '{"$ref": "https://example.org/s"}' }, "{}"),
  ).toThrow("The JSON schema cannot be used: ");
  expect(() => checkAnswer({ kind: "json_schema", expected: "[" }, "{}")).toThrow("it is not valid JSON");
});
