import { describe, expect, it } from "vitest";
import { type BundleResultsJson, bundleTable, mergeBundleRows } from "./rows.ts";

const row = {
  shape: "1gb",
  engine: "bundle",
  metric: "keep",
  values: [3000, 1000, 2000],
  modelBytes: 1e9,
} as const;
const results: BundleResultsJson = { machine: "m", date: "d", rows: [row] };

describe("the results of bench:bundle", () => {
  it("are a table a shape, with the median and the range, and the reason where there is no figure", () => {
    const failed = { ...row, engine: "wllama", metric: "both", values: [], reason: "out of memory" } as const;
    expect(bundleTable("1gb", [row, failed], ["bundle", "wllama"])).toBe(
      [
        "| 1gb, 1.00 GB | bundle | wllama |",
        "| --- | --- | --- |",
        "| download and keep, s | 2.0 (1.0–3.0) | — |",
        "| load what is kept, s | — | — |",
        "| first visit: download, keep, load, s | — | — (out of memory) |",
        "| peak memory of the first visit, MB | — | — |",
        "| of it beyond the model's bytes, MB | — | — |",
      ].join("\n"),
    );
  });

  it("keep the newest of each shape and engine", () => {
    const other = { ...row, engine: "wllama" } as const;
    const newer = { ...row, values: [5] };
    expect(mergeBundleRows({ ...results, rows: [row, other] }, { ...results, rows: [newer] }).rows).toEqual([
      other,
      newer,
    ]);
  });
});
