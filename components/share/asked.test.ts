import { expect, test } from "vitest";
import { askedOf } from "./asked.ts";

const turns = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Is 1 < 2?" },
];
const asked = (request: unknown) =>
  askedOf(JSON.stringify(request), (prompt) => (prompt === "marked" ? turns : null));

test("a chat is read as its turns, whether it comes as messages, items or a prompt with the template's marks", () => {
  expect([{ messages: turns }, { input: turns }, { prompt: "marked" }].map(asked)).toEqual(
    [1, 2, 3].map(() => ({ kind: "turns", turns })),
  );
});

test("a prompt without marks is its text, and not the JSON around it", () => {
  expect(asked({ prompt: "Once upon\na time" })).toEqual({ kind: "text", text: "Once upon\na time" });
});

test("another request is JSON that can be read, and a broken one stays as it is", () => {
  expect(asked({ columns: ["a"] })).toEqual({ kind: "json", text: '{\n  "columns": [\n    "a"\n  ]\n}' });
  expect(askedOf('{"prompt": ', () => null)).toEqual({ kind: "text", text: '{"prompt": ' });
});
