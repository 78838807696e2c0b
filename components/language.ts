import { useSyncExternalStore } from "react";
import type { Catalog } from "#base/message.ts";
import { en, type Texts } from "./texts/en.ts";
import { type Say, sayWith } from "./texts/say.ts";
import { withFallback } from "./texts/translation.ts";

/** Those that the interface has, by the names that their speakers give them. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;

type Language = keyof typeof LANGUAGES;

/** "system": as the browser is set. */
export type LanguageChoice = "system" | Language;

const STORAGE_KEY = "phi3-mlflow-notebook-language";
const listeners = new Set<() => void>();
let choice: LanguageChoice = readStored();
let language: Language = "en";
let texts: Texts = en;
let say: Say = sayWith({});

/** Reads the texts of the person's language; to be awaited before the first render, so that nothing changes below the eyes. */
export async function loadLanguage(): Promise<void> {
  const wanted = choice === "system" ? languageOfBrowser(navigator.languages) : choice;
  // Where they cannot be read, the page is there in English.
  const loaded = wanted === "en" ? null : await loadGerman().catch(() => null);
  language = loaded === null ? "en" : wanted;
  texts = loaded?.texts ?? en;
  say = sayWith(loaded?.catalog ?? {});
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

export async function setLanguage(next: LanguageChoice): Promise<void> {
  choice = next;
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
  await loadLanguage();
}

export function useLanguageChoice(): LanguageChoice {
  return useSyncExternalStore(subscribe, () => choice);
}

export function useLanguageTexts(): Texts {
  // Tests render to text, which asks for the third.
  return useSyncExternalStore(subscribe, currentTexts, currentTexts);
}

function currentTexts(): Texts {
  return texts;
}

export function useLanguageSay(): Say {
  return useSyncExternalStore(subscribe, currentSay, currentSay);
}

/** For what is made once, in the language of that moment. */
export function currentSay(): Say {
  return say;
}

/** For numbers and dates. */
export function currentLanguage(): Language {
  return language;
}

/** The first of the browser's languages that the interface has. */
export function languageOfBrowser(tags: readonly string[]): Language {
  const known = Object.keys(LANGUAGES) as Language[];
  for (const tag of tags) {
    const found = known.find((each) => tag.toLowerCase().split("-")[0] === each);
    if (found) return found;
  }
  return "en";
}

/** Loaded where it is asked for: others do without. */
async function loadGerman(): Promise<{ readonly texts: Texts; readonly catalog: Catalog }> {
  const [{ de }, { deMessages }] = await Promise.all([
    import("./texts/de.ts"),
    import("./texts/de-messages/all.ts"),
  ]);
  return { texts: withFallback(en, de), catalog: deMessages };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readStored(): LanguageChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === "en" || stored === "de" ? stored : "system";
  } catch {
    return "system";
  }
}
