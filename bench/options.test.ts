import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

const engines = ["native", "ort-web", "transformers.js", "wllama"];

test("without options, all engines measure the small shapes three times over", () => {
  expect(parseOptions([])).toEqual({
    shapes: ["demo", "150m", "150m-block-128", "150m-24-8-heads"],
    engines: expect.arrayContaining(engines) as string[],
    threads: [1, 2],
    rounds: 3,
    limitMs: 300_000,
    isQuick: false,
  });
});

test("options choose, in the order of the table", () => {
  expect(
    parseOptions(["--shapes=150m", "--large", "--engines=wllama,native", "--threads=2", "--limit=10"]),
  ).toMatchObject({
    shapes: ["150m", "phi3-mini"],
    engines: ["native", "wllama"],
    threads: [2],
    limitMs: 10_000,
  });
});

test("a quick run is one round, unless more are asked for", () => {
  expect(parseOptions(["--quick"])).toMatchObject({ rounds: 1, limitMs: 60_000, isQuick: true });
  expect(parseOptions(["--quick", "--rounds=2"])).toMatchObject({ rounds: 2 });
});

test.each([
  [
    "--shapes=tiny",
    "--shapes knows no tiny; there are demo, 150m, 150m-block-128, 150m-24-8-heads, phi3-mini.",
  ],
  ["--engines=native,fast", "--engines knows no fast"],
  ["--rounds=0", '--rounds takes whole numbers above 0, and found "0".'],
  ["--threads=1,two", '--threads takes whole numbers above 0, and found "two".'],
  ["--fast", "--fast"],
])("%s is refused", (option, message) => {
  expect(() => parseOptions([option])).toThrow(message);
});
