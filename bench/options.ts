import { parseArgs } from "node:util";
import { browserEngineNames } from "./engines/engine-names.ts";
import type { EngineName } from "./rows.ts";
import { largeShape, type ShapeName, shapeNames } from "./shapes.ts";

export const engineNames: readonly EngineName[] = ["native", "llama.cpp", ...browserEngineNames];

/** Without a choice: llama.cpp is compiled when it is first asked for, which takes minutes. */
const usualEngineNames = engineNames.filter((name) => name !== "llama.cpp");

export const usage = `npm run bench:engine -- [options]
  --shapes a,b     of ${shapeNames.join(", ")}; without it, all but ${largeShape}
  --large          ${largeShape} too
  --engines a,b    of ${engineNames.join(", ")}; without it, all but llama.cpp, which is compiled
                   at its first use
  --threads a,b    thread counts; without it, 1,2
  --rounds n       how often each engine is started and measured; without it, 3
  --limit s        seconds beyond which one measurement is not begun, or given up; without it, 300
  --quick          one short round that only shows that everything works
Results are kept (bench/results/engine.json, docs/performance.md) where native and all engines kept before ran, and not of --quick.`;

export interface BenchOptions {
  readonly shapes: readonly ShapeName[];
  readonly engines: readonly EngineName[];
  readonly threads: readonly number[];
  readonly rounds: number;
  readonly limitMs: number;
  readonly isQuick: boolean;
}

/** @throws Error that says what was expected. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      shapes: { type: "string" },
      large: { type: "boolean", default: false },
      engines: { type: "string" },
      threads: { type: "string", default: "1,2" },
      rounds: { type: "string" },
      limit: { type: "string" },
      quick: { type: "boolean", default: false },
    },
  });
  const isQuick = values.quick;
  const ordinary = shapeNames.filter((name) => name !== largeShape);
  const shapes = values.shapes === undefined ? ordinary : chosen("--shapes", values.shapes, shapeNames);
  return {
    shapes: values.large && !shapes.includes(largeShape) ? [...shapes, largeShape] : shapes,
    engines:
      values.engines === undefined ? usualEngineNames : chosen("--engines", values.engines, engineNames),
    threads: values.threads.split(",").map((count) => positive("--threads", count)),
    rounds: positive("--rounds", values.rounds ?? (isQuick ? "1" : "3")),
    limitMs: 1000 * positive("--limit", values.limit ?? (isQuick ? "60" : "300")),
    isQuick,
  };
}

function chosen<Name extends string>(option: string, text: string, names: readonly Name[]): Name[] {
  const found = text.split(",");
  const unknown = found.filter((name) => !names.some((known) => known === name));
  if (unknown.length > 0) {
    throw new Error(`${option} knows no ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  }
  return names.filter((name) => found.includes(name));
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${option} takes whole numbers above 0, and found "${text}".`);
}
