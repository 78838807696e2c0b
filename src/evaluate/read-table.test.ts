import { expect, test } from "vitest";
import { readBlock, readTable } from "./read-table.ts";

const capitals = {
  columns: ["prompt", "expected"],
  rows: [
    ["The capital of Spain, please?", "Madrid"],
    ['And\nof "France"?', ""],
  ],
};

test.each([
  ["CSV", 'prompt,expected\r\n"The capital of Spain, please?",Madrid\r\n"And\nof ""France""?",\r\n'],
  [
    "CSV with a mark of its order of bytes",
    '\uFEFFprompt,expected\n"The capital of Spain, please?",Madrid\n"And\nof ""France""?"',
  ],
  ["CSV with semicolons", 'prompt;expected\nThe capital of Spain, please?;Madrid\n"And\nof ""France""?";'],
  [
    "text of a spreadsheet",
    'prompt\texpected\nThe capital of Spain, please?\tMadrid\n"And\nof ""France""?"\t',
  ],
  [
    "JSON Lines",
    '{"prompt": "The capital of Spain, please?", "expected": "Madrid"}\n\n{"prompt": "And\\nof \\"France\\"?", "expected": null}\n',
  ],
  [
    "a JSON list",
    '[{"prompt": "The capital of Spain, please?", "expected": "Madrid"}, {"prompt": "And\\nof \\"France\\"?"}]',
  ],
])("%s is a table", (_, text) => {
  expect(readTable(text)).toEqual(capitals);
});

test("a column of one name is read, and columns of the same name or of none get one", () => {
  expect(readTable("prompt\nSpain?\n")).toEqual({ columns: ["prompt"], rows: [["Spain?"]] });
  expect(readTable("a,a,,__proto__\n1,2,3,4\n")).toEqual({
    columns: ["a", "a_2", "column_3", "__proto__"],
    rows: [["1", "2", "3", "4"]],
  });
});

test("values of JSON that are no texts are written as Python writes JSON", () => {
  expect(readTable('{"prompt": 1, "expected": {"a": [true]}, "__proto__": "x"}')).toEqual({
    columns: ["prompt", "expected", "__proto__"],
    rows: [["1", '{"a": [true]}', "x"]],
  });
});

test("cells that a spreadsheet copied are rows without a header", () => {
  expect(readBlock('a\t"b\nc"\nd\t\n')).toEqual([
    ["a", "b\nc"],
    ["d", ""],
  ]);
});

test.each([
  [" \n", "There is no table: the text is empty."],
  ["a,b\n1,2,3\n", "Row 1 has 3 fields, and the first line names 2 columns."],
  ['a,b\n1,"2\n', "has a double quote that is not closed"],
  ["[1]", "Entry 1 is not a JSON object."],
  ["[1.0]", "Entry 1 is not a JSON object."],
  ["[]", "The list holds no row."],
  ['{"a": 1}\n{"a": }\n', "Line 2 is not valid JSON. JSON Lines have a JSON object in each line."],
  [`a\n${"x\n".repeat(5001)}`, "The table has 5001 rows, and an Evaluate cell takes 5000 at most."],
  [Array.from({ length: 60 }, (_, at) => at).join(","), "The table has 51 columns"],
])("%j is none, with the reason", (text, reason) => {
  expect(() => readTable(text)).toThrow(reason);
});

// As Python's json reads and writes each.
test.each([
  ["12345678901234567890", "12345678901234567890"],
  ["9007199254740993", "9007199254740993"],
  ["1.0", "1.0"],
  ["-0.0", "-0.0"],
  ["1E5", "100000.0"],
  ["1e400", "Infinity"],
  ['[1.0, 2, {"b": 1e-7}]', '[1.0, 2, {"b": 1e-07}]'],
  ["true", "true"],
  ["null", ""],
])("the value %s of a table keeps what it is: %s", (value, text) => {
  expect(readTable(`{"a": ${value}, "__proto__": 1, "a": ${value}}`)).toEqual({
    columns: ["a", "__proto__"],
    rows: [[text, "1"]],
  });
});

test.each(["01", "1.", "+1", '"x\ty"'])(
  "the value %j of a table, which Python does not read, is refused",
  (value) => {
    expect(() => readTable(`{"a": ${value}}`)).toThrow("Line 1 is not valid JSON.");
  },
);
