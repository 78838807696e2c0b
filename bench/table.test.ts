import { expect, test } from "vitest";
import { type EngineName, type MetricKey, type Row, rowsOf, type Sample } from "./rows.ts";
import { tableOf } from "./table.ts";

function rows(engine: EngineName, threads: number, ...samples: Sample[]): Row[] {
  return rowsOf({ shape: "150m", engine, threads }, samples);
}

const decode: MetricKey = { metric: "decode", context: 64 };

test("a line is one measurement, a column an engine, with the ratio to native on as many threads", () => {
  const all = [
    ...rows(
      "native",
      1,
      { metric: "load", context: "cold", values: [120] },
      { ...decode, values: [10, 12, 14.5] },
    ),
    ...rows("native", 2, { ...decode, values: [6] }),
    ...rows(
      "ort-web",
      1,
      { metric: "load", context: "cold", values: [480] },
      { ...decode, values: [365.4, 360, 370] },
    ),
    ...rows("ort-web", 2, { ...decode, values: [0.5] }),
    ...rows("ort-web", 2, { metric: "memory", context: "load", values: [1000] }),
  ];
  expect(tableOf("150m", all, ["native", "ort-web"])).toBe(
    [
      "| 150m | threads | native | ort-web |",
      "| --- | --- | --- | --- |",
      "| load, cold, ms | 1 | 120 | 480, × 0.25 |",
      "| decode at 64, ms | 1 | 12.0 (10.0–14.5) | 365 (360–370), × 0.03 |",
      "| decode at 64, ms | 2 | 6.00 | 0.500, × 12 |",
      "| peak memory, loaded, MB | 2 |  | 1000 |",
    ].join("\n"),
  );
});

test("what was not measured says why in a note, each reason once", () => {
  const reason = "there is no room for\nthe KV cache";
  const all = [
    ...rows("native", 1, { ...decode, reason: "the process has ended" }),
    ...rows("ort-web", 1, { ...decode, values: [5] }),
    ...rows("wllama", 1, { ...decode, reason }, { metric: "prefill", context: 512, reason }),
  ];
  expect(tableOf("150m", all, ["native", "ort-web", "wllama"])).toBe(
    [
      "| 150m | threads | native | ort-web | wllama |",
      "| --- | --- | --- | --- | --- |",
      "| decode at 64, ms | 1 | — (1) | 5.00 | — (2) |",
      "| prefill of 512, ms | 1 |  |  | — (2) |",
      "",
      "1. native: the process has ended",
      "2. wllama: there is no room for the KV cache",
    ].join("\n"),
  );
});

test("rows of other shapes are left out", () => {
  expect(tableOf("demo", rows("native", 1, { ...decode, values: [1] }), ["native"])).toBe(
    "| demo | threads | native |\n| --- | --- | --- |",
  );
});
