import { describe, expect, it } from "vitest";
import { elementsOf, jsonPart, layoutOf, memberText, membersOf, withMember } from "./json-text.ts";
import { parsePythonJson, strictJson } from "./python-json.ts";

const text = `{
 "a": [1, {"}": "]"}],
 "c": "\\"x\\\\", "d"  :NaN,
 "c": -1.50e3
}`;

describe("JSON as text", () => {
  it("finds the members of an object and the elements of an array, past brackets and quotes in strings", () => {
    const found = membersOf(text).map(({ key, value }) => [key, text.slice(value.from, value.to)]);
    expect(found).toEqual([
      ["a", '[1, {"}": "]"}]'],
      ["c", String.raw`"\"x\\"`],
      ["d", "NaN"],
      ["c", "-1.50e3"],
    ]);
    expect(memberText(text, "c")).toBe("-1.50e3");
    const list = '[ 1 ,"],", [[]] , {} ]';
    expect(elementsOf(list).map(({ from, to }) => list.slice(from, to))).toEqual(["1", '"],"', "[[]]", "{}"]);
    expect([elementsOf("[ ]"), membersOf(" {} ")]).toEqual([[], []]);
  });

  it("changes one member and leaves every other character", () => {
    const layout = layoutOf(text);
    expect(layout).toEqual({ unit: " ", lineEnd: "\n" });
    expect(withMember(text, "a", "0", layout, 1)).toBe(text.replace('[1, {"}": "]"}]', "0"));
    expect(withMember(text, "d", null, layout, 1)).toBe(text.replace(', "d"  :NaN', ""));
    expect(withMember(text, "a", null, layout, 1)).toBe(text.replace('"a": [1, {"}": "]"}],\n ', ""));
  });

  it("adds a member in the order and the layout of the others", () => {
    const layout = layoutOf('{\n  "a": 1,\n  "c": 2\n}');
    expect(withMember('{\n  "a": 1,\n  "c": 2\n}', "b", "0", layout, 1)).toBe(
      '{\n  "a": 1,\n  "b": 0,\n  "c": 2\n}',
    );
    expect(withMember('{"z":1,"a":2}', "b", "0", layoutOf('{"z"'), 1)).toBe('{"z":1,"a":2,"b":0}');
    expect(withMember("{}", "b", jsonPart({ c: [] }, layout, 1), layout, 1)).toBe(
      '{\n  "b": {\n    "c": []\n  }\n}',
    );
    expect(withMember('{\r\n "a": 1\r\n}', "b", "0", layoutOf('{\r\n "a"'), 1)).toBe(
      '{\r\n "a": 1,\r\n "b": 0\r\n}',
    );
  });

  it("takes no stack for depth", () => {
    const deep = `{"a": ${"[".repeat(200_000)}${"]".repeat(200_000)}, "b": 1}`;
    expect(membersOf(deep).map(({ key }) => key)).toEqual(["a", "b"]);
  });
});

describe("JSON of Python", () => {
  it("has numbers that JSON has not, and strings of the same letters", () => {
    expect(parsePythonJson('{"a": [NaN, -Infinity, Infinity], "NaN": "Infinity \\"NaN"}')).toEqual({
      a: [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      NaN: 'Infinity "NaN',
    });
    expect(strictJson("[NaN, -Infinity]")).toHaveLength(16);
    expect(() => parsePythonJson("[NaN, nan]")).toThrow(SyntaxError);
  });
});
