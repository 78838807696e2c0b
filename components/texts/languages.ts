/** The languages of the interface. A language is its folder here, such as `de`, and its line below. */
import type { AllTexts, Translations } from "./all-texts.ts";
import { en, type Texts } from "./en.ts";
import { type Say, sayWith } from "./say.ts";
import { type Translation, withFallback } from "./translation.ts";

export interface Language {
  /** Its name in the language itself. */
  readonly name: string;
  /** Called where it is needed: most languages do not need it. */
  readonly load: () => Promise<Translations>;
}

export const LANGUAGES = {
  en: { name: "English", load: async () => ({ texts: en, messages: {} }) },
  de: { name: "Deutsch", load: async () => (await import("./de/german.ts")).german },
} as const satisfies Record<string, Language>;

export type LanguageId = keyof typeof LANGUAGES;

export const LANGUAGE_IDS: readonly LanguageId[] = Object.keys(LANGUAGES).filter(isLanguageId);

export function isLanguageId(id: unknown): id is LanguageId {
  return typeof id === "string" && Object.hasOwn(LANGUAGES, id);
}

/** All texts of the page, in one language. `translation` has those that are still to come. */
export async function readLanguage({ load }: Language): Promise<{
  readonly texts: Texts;
  readonly translation: Translation<AllTexts>;
  readonly say: Say;
}> {
  const { texts, messages } = await load();
  return { texts: withFallback<Texts>(en, texts), translation: texts, say: sayWith(messages) };
}
