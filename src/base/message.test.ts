import { expect, test } from "vitest";
import { capitalised, english, isWording, joined, message, translated } from "./message.ts";

const bytes = (count: number) => (count === 1 ? message`1 byte` : message`${count} bytes`);
const german = { "{0} has {1}.": "{1} hat {0}.", "{0} bytes": "{0} Bytes" };

test("a message is its English with places for the values, as plain data", () => {
  expect(message`${"a.onnx"} has ${bytes(3)}.`).toEqual({
    template: "{0} has {1}.",
    values: ["a.onnx", { template: "{0} bytes", values: [3] }],
  });
});

test("in English it is what was written; other words stay as they are", () => {
  expect(english(message`${"a.onnx"} has ${bytes(1)}.`)).toBe("a.onnx has 1 byte.");
  expect(english("Unexpected token {0}")).toBe("Unexpected token {0}");
});

test("a translation may turn the values round, and what it lacks is English", () => {
  expect(translated(message`${"a.onnx"} has ${bytes(3)}.`, german)).toBe("3 Bytes hat a.onnx.");
  expect(translated(message`${"a.onnx"} has ${bytes(1)}.`, german)).toBe("1 byte hat a.onnx.");
});

test("values are never read as places", () => {
  expect(english(message`${"{1} and $&"} is no path, and {name} no place: ${"x"}.`)).toBe(
    "{1} and $& is no path, and {name} no place: x.",
  );
});

test("several are put together, each translated for itself", () => {
  expect(translated(joined([bytes(3), "other words"], ", "), german)).toBe("3 Bytes, other words");
  expect(english(joined([], ", "))).toBe("");
});

test("a clause may begin a sentence, in every language", () => {
  const clause = message`the run of ${"a"} stopped`;
  expect(english(message`${capitalised(clause)}: ${clause}.`)).toBe(
    "The run of a stopped: the run of a stopped.",
  );
  expect(translated(capitalised(clause), { [clause.template]: "bei {0} endete der Lauf" })).toBe(
    "Bei a endete der Lauf",
  );
});

test("what a file holds is a wording only if all of it is one", () => {
  expect(["text", message`${1} in ${message`all`}`].every(isWording)).toBe(true);
  expect(
    [null, 1, {}, { template: "{0}", values: [null] }, { template: "", values: "a" }].some(isWording),
  ).toBe(false);
});

test("words out of a file that are the name of what every object has are words", () => {
  const odd = { template: "constructor", values: [{ template: "__proto__", values: [] }] };
  expect(isWording(odd)).toBe(true);
  expect(translated(odd, german)).toBe("constructor");
});

test("what begins with a value keeps its letters where a sentence begins with it", () => {
  expect(english(message`${capitalised(message`${"model/a.onnx"} could not be uploaded`)}.`)).toBe(
    "model/a.onnx could not be uploaded.",
  );
});

test("a value cannot turn a sentence around", () => {
  expect(english(message`${"a\u202Eb"} is missing.`)).toBe("a[U+202E]b is missing.");
});
