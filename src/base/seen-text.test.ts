import { expect, test } from "vitest";
import { hasTurns, plainName, seenCode, seenName, withTurnsSeen } from "./seen-text.ts";

test.each([
  // Shown, the first two would end in ".txt" and ".json".
  ["code/evil\u202Etxt.py", "code/evil[U+202E]txt.py"],
  ["code/a.json\u2066\u2069.py", "code/a.json[U+2066][U+2069].py"],
  ["a\u200Bb\uFEFF\u2060.py", "a[U+200B]b[U+FEFF][U+2060].py"],
  ["a\nb\u2028c\u0000", "a[U+000A]b[U+2028]c[U+0000]"],
  ["\u3164\u2800\u{E0041}", "[U+3164][U+2800][U+E0041]"],
  [`e${"\u0301".repeat(300)}.py`, `e${"\u0301".repeat(6)}\uFFFD.py`],
  ["modèle_δ_日本.py", "modèle_δ_日本.py"],
])("the name %j in a question is shown as %j", (name, shown) => {
  expect(seenName(name)).toBe(shown);
});

test("code in a question keeps its lines, and shows what would turn them around", () => {
  const code = 'if access == "user\u202E \u2066# admin\u2069 \u2066":\r\n\tpass\n';
  expect(seenCode(code)).toBe('if access == "user[U+202E] [U+2066]# admin[U+2069] [U+2066]":\r\n\tpass\n');
});

test("joiners that writing needs stay where only the direction counts", () => {
  expect(withTurnsSeen("می\u200Cخواهم \u{1F469}\u200D\u{1F4BB} \u202Ex")).toBe(
    "می\u200Cخواهم \u{1F469}\u200D\u{1F4BB} [U+202E]x",
  );
  expect([hasTurns("می\u200Cخواهم"), hasTurns("a\u202Eb"), hasTurns("a\u202Eb")]).toEqual([
    false,
    true,
    true,
  ]);
});

test("a model's name can neither turn its line around nor fill the page", () => {
  expect(plainName(" Phi\u202E-3\n\tmini ")).toBe("Phi-3 mini");
  expect(plainName("x".repeat(1e6))).toBe(`${"x".repeat(300)}…`);
  expect(plainName("\u{1F600}".repeat(200) + "x")).toBe(`${"\u{1F600}".repeat(150)}…`);
});
