import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { Mt19937 } from "#genai/mt19937.ts";
import { drawToken, warpLogits } from "./draw-token.ts";

/** tools/peers/fixtures/pipeline/sampling.json: the logits that transformers' warpers kept, and the tokens that torch drew. */
interface SamplingCaseJson {
  readonly name: string;
  readonly settings: Readonly<Partial<Record<"temperature" | "top_k" | "top_p" | "min_p", number>>>;
  readonly logits: readonly number[];
  readonly probabilities: readonly number[];
  readonly seed: number;
  readonly drawn: readonly number[];
}

const fixture = new URL("../../tools/peers/fixtures/pipeline/sampling.json", import.meta.url);
const { cases } = JSON.parse(await readFile(fixture, "utf8")) as { cases: readonly SamplingCaseJson[] };

function warped({ settings, logits }: SamplingCaseJson): Float32Array {
  const row = Float32Array.from(logits);
  const { temperature = 1, top_k: topK = 50, top_p: topP = 1, min_p: minP = null } = settings;
  warpLogits(row, { temperature, topK, topP, minP });
  return row;
}

function probabilitiesOf(logits: Float32Array): number[] {
  const weights = Array.from(logits, Math.exp);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

describe.each(cases)("$name", (each) => {
  test("keeps the tokens that transformers keeps, as likely as there", () => {
    const found = probabilitiesOf(warped(each));
    expect(found.map((probability) => probability > 0)).toEqual(each.probabilities.map((it) => it > 0));
    for (const [id, probability] of found.entries())
      expect(probability).toBeCloseTo(each.probabilities[id]!, 6);
  });

  test("with transformers' seed, draws the tokens that it draws", () => {
    const logits = warped(each);
    const random = new Mt19937(each.seed);
    expect(each.drawn.map(() => drawToken(logits, random))).toEqual(each.drawn);
  });
});

test("draws as often as is likely: chi-square of 20000 draws", () => {
  const each = cases.find(({ name }) => name === "as the model says")!;
  const logits = warped(each);
  const random = new Mt19937(20_26);
  const draws = 20_000;
  const counts = new Map<number, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const id = drawToken(logits, random);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  let chiSquare = 0;
  let freedom = -1;
  let rest = { expected: 0, found: 0 };
  for (const [id, probability] of each.probabilities.entries()) {
    const [expected, found] = [probability * draws, counts.get(id) ?? 0];
    if (expected < 5) {
      rest = { expected: rest.expected + expected, found: rest.found + found };
    } else {
      chiSquare += (found - expected) ** 2 / expected;
      freedom += 1;
    }
  }
  chiSquare += (rest.found - rest.expected) ** 2 / rest.expected;
  freedom += 1;
  // Beyond four standard deviations of a chi-square variable.
  expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
});
