import { expect, test } from "vitest";
import { mergeResults, type Row, rowsOf } from "./rows.ts";

const key = { shape: "150m", engine: "wllama", threads: 2 } as const;

test("the values of all rounds make one row", () => {
  expect(
    rowsOf({ ...key, open: "what else its caller has" } as typeof key, [
      { metric: "decode", context: 64, values: [30, 10] },
      { metric: "load", context: "cold", values: [1234.567] },
      { metric: "decode", context: 64, values: [20.123] },
    ]),
  ).toEqual([
    { ...key, metric: "decode", context: 64, unit: "ms", min: 10, median: 20.12, max: 30, count: 3 },
    { ...key, metric: "load", context: "cold", unit: "ms", min: 1235, median: 1235, max: 1235, count: 1 },
  ]);
});

test("memory is in megabytes, and one context is not mistaken for another", () => {
  expect(
    rowsOf(key, [
      { metric: "memory", context: 64, values: [500] },
      { metric: "memory", context: "load", values: [400] },
    ]).map(({ context, unit, median }) => ({ context, unit, median })),
  ).toEqual([
    { context: 64, unit: "MB", median: 500 },
    { context: "load", unit: "MB", median: 400 },
  ]);
});

test("what failed in every round has the first reason, and what failed in one has the others' values", () => {
  const failed = { min: null, median: null, max: null, count: 0 };
  expect(
    rowsOf(key, [
      { metric: "prefill", context: 64, reason: "would take about 400 s" },
      { metric: "prefill", context: 64, reason: "not done in 300 s" },
      { metric: "prefill", context: 512, reason: "the renderer crashed" },
      { metric: "prefill", context: 512, values: [7] },
    ]),
  ).toEqual([
    { ...key, metric: "prefill", context: 64, unit: "ms", ...failed, reason: "would take about 400 s" },
    { ...key, metric: "prefill", context: 512, unit: "ms", min: 7, median: 7, max: 7, count: 1 },
  ]);
});

test("a run replaces the rows of its own shapes and thread counts, and the shapes' date", () => {
  const row = (shape: Row["shape"], value: number, threads = 1): Row => {
    const [first] = rowsOf({ shape, engine: "native", threads }, [
      { metric: "load", context: "warm", values: [value] },
    ]);
    return first!;
  };
  const first = mergeResults(null, {
    machine: "old",
    date: "2026-01-01",
    rows: [row("demo", 1), row("150m", 2), row("150m", 4, 2)],
  });
  expect(first).toEqual({
    machine: "old",
    date: "2026-01-01",
    shapeDates: { demo: "2026-01-01", "150m": "2026-01-01" },
    rows: [row("demo", 1), row("150m", 2), row("150m", 4, 2)],
  });
  expect(mergeResults(first, { machine: "new", date: "2026-02-02", rows: [row("150m", 3)] })).toEqual({
    machine: "new",
    date: "2026-02-02",
    shapeDates: { demo: "2026-01-01", "150m": "2026-02-02" },
    rows: [row("demo", 1), row("150m", 4, 2), row("150m", 3)],
  });
});

test("a run that leaves out an engine of the earlier results replaces nothing of that shape", () => {
  const row = (shape: Row["shape"], engine: Row["engine"], value: number): Row =>
    rowsOf({ shape, engine, threads: 1 }, [{ metric: "load", context: "warm", values: [value] }])[0]!;
  const earlier = mergeResults(null, {
    machine: "old",
    date: "2026-01-01",
    rows: [row("150m", "native", 1), row("150m", "wllama", 2)],
  });
  const run = [row("150m", "native", 3), row("150m", "int4", 4), row("150m-block-128", "native", 5)];
  expect(mergeResults(earlier, { machine: "new", date: "2026-02-02", rows: run })).toEqual({
    machine: "new",
    date: "2026-02-02",
    shapeDates: { "150m": "2026-01-01", "150m-block-128": "2026-02-02" },
    rows: [row("150m", "native", 1), row("150m", "wllama", 2), row("150m-block-128", "native", 5)],
  });
});
