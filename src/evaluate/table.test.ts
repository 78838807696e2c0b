import { expect, test } from "vitest";
import {
  type Table,
  withBlock,
  withColumn,
  withColumnName,
  withoutColumn,
  withoutRow,
  withRow,
  withValue,
} from "./table.ts";

const table: Table = {
  columns: ["prompt", "expected"],
  rows: [
    ["a", "b"],
    ["c", "d"],
  ],
};

test("values, rows and columns are edited, and the table stays a table", () => {
  expect(withValue(table, 1, 0, "x").rows).toEqual([
    ["a", "b"],
    ["x", "d"],
  ]);
  expect(withoutRow(withRow(table), 0).rows).toEqual([
    ["c", "d"],
    ["", ""],
  ]);
  expect(withoutColumn(withColumn(table, "prompt"), 0)).toEqual({
    columns: ["expected", "prompt_2"],
    rows: [
      ["b", ""],
      ["d", ""],
    ],
  });
});

test("a column's name is never empty, and never another's", () => {
  expect(withColumnName(table, 0, "question").columns).toEqual(["question", "expected"]);
  expect(withColumnName(table, 0, "expected")).toBe(table);
  expect(withColumnName(table, 0, "")).toBe(table);
});

test("a pasted block goes over what is there, adds rows, and leaves out what is wider", () => {
  const block = [["1", "2", "3"], ["4"], ["5", "6"]];
  expect(withBlock(table, { row: 1, column: 1 }, block).rows).toEqual([
    ["a", "b"],
    ["c", "1"],
    ["", "4"],
    ["", "5"],
  ]);
  const long = Array.from({ length: 5000 }, () => ["x"]);
  expect(() => withBlock(table, { row: 1, column: 0 }, long)).toThrow("The table has 5001 rows");
});
