import { expect, test } from "vitest";
import { readSource, readSources } from "#components/texts/testing/read-sources.ts";
import { AREAS, deMessages } from "./de/messages/all.ts";

/** Where plain sentences are not the page's own, and so stay as they are. */
const WORDS_OF_OTHERS: Readonly<Record<string, string>> = {
  "src/genai/config.ts": "beside its own, native's words",
  "src/genai/decoder-state.ts": "native's words",
  "src/genai/json-reader.ts": "native's words",
  "src/genai/mid-2024.ts": "native's words",
  "src/python/host/causal-lm.ts": "torch's words",
  "src/tokenizer/minja/builtins.ts": "minja's words",
  "src/tokenizer/minja/evaluate.ts": "minja's words",
  "src/tokenizer/minja/methods.ts": "minja's words",
  "src/tokenizer/minja/parse-expression.ts": "minja's words",
  "src/tokenizer/minja/parse-template.ts": "minja's words",
  "src/tokenizer/minja/render.ts": "minja's words",
  "src/tokenizer/minja/scanner.ts": "minja's words",
  "src/tokenizer/minja/value-operations.ts": "minja's words",
  "src/tokenizer/minja/value.ts": "minja's words",
  "src/tokenizer/tokenizer-class.ts": "beside its own, native's words",
  "src/tokenizer/tokenizer-json.ts": "beside its own, native's words",
  "src/tokenizer/tokenizer.ts": "native's words",
};

const sources = readSources(["src", "workers", "components"]);
// What holds no word, such as "{0}, {1}", is the same in every language.
const templates = new Set(
  sources.flatMap((source) => source.templates).filter((text) => /\p{L}/u.test(text)),
);

test("the parser finds templates, and sentences that none can translate", () => {
  const source = `
    const why = \`\${path} is gone\`;
    throw new AppError("storage", message\`\${path} has \${count === 1 ? message\`1 byte\` : message\`\${count} bytes\`}.\`);
    throw new AppError("storage", isFull ? "It is full." : message\`It is off.\`);
    throw new AppError("storage", why, { cause });
    throw new AppError("storage", error.wording);
    throw new AppError("internal", "Never.");`;
  expect(readSource("a.ts", source)).toEqual({
    path: "a.ts",
    templates: ["{0} has {1}.", "1 byte", "{0} bytes", "It is off."],
    untagged: ['"It is full."', "`${path} is gone`"],
  });
});

test("every message of the sources has its German, and there is no more German than that", () => {
  const translated = new Set(Object.keys(deMessages));
  expect([...templates].filter((template) => !translated.has(template))).toEqual([]);
  expect([...translated].filter((template) => !templates.has(template))).toEqual([]);
});

test("no message is translated twice", () => {
  const all = AREAS.flatMap((area) => Object.keys(area));
  expect(all.filter((english, place) => all.indexOf(english) !== place)).toEqual([]);
});

test("a translation has the values of its message, each once or more", () => {
  const valuesOf = (text: string) => [...new Set(text.match(/\{\d+\}/g))].toSorted();
  // A single word may be the same in both, such as "Text".
  const isSame = (english: string, german: string) => english === german && !/^\w+$/.test(english);
  const wrong = Object.entries(deMessages).filter(
    ([english, german]) => valuesOf(english).join() !== valuesOf(german).join() || isSame(english, german),
  );
  expect(wrong).toEqual([]);
});

test("an error's sentence is a message", () => {
  const plain = sources.flatMap(({ path, untagged }) =>
    untagged.length === 0 || path in WORDS_OF_OTHERS ? [] : [{ path, untagged }],
  );
  expect(plain).toEqual([]);
});

test("German says Sie, and knows no du", () => {
  const du =
    /(?<!\p{L})(?:du|dich|dir|dein\p{L}*|(?:Führ|Prüf|Lad|Wähl|Öffn|Setz|Start|Entfern|Verwend|Lösch|Schreib|Schließ|Kopier|Ersetz|Füg|Wart)e|Nimm|Gib|Lies|Sieh)(?!\p{L})/u;
  expect(Object.values(deMessages).filter((german) => du.test(german))).toEqual([]);
});
