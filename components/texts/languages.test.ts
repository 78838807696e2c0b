import { expect, test } from "vitest";
import { message } from "#base/message.ts";
import { type Language, LANGUAGES, readLanguage } from "./languages.ts";
import { en } from "./en.ts";

test("a new language says what it has, and the rest in English", async () => {
  const french: Language = {
    name: "Français",
    load: async () => ({
      texts: { app: { skip: "Aller au notebook" } },
      messages: { "Cell {0}": "Cellule {0}" },
    }),
  };
  const { texts, say } = await readLanguage(french);
  expect([texts.app.skip, texts.app.loading]).toEqual(["Aller au notebook", en.app.loading]);
  expect([say(message`Cell ${3}`), say(message`Another sentence.`)]).toEqual([
    "Cellule 3",
    "Another sentence.",
  ]);
});

test("a language without texts does not compile", () => {
  // @ts-expect-error `load` is missing.
  const incomplete: Readonly<Record<string, Language>> = { ...LANGUAGES, fr: { name: "Français" } };
  expect(Object.keys(incomplete)).toEqual(["en", "de", "fr"]);
});
