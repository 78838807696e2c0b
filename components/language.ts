import { useSyncExternalStore } from "react";
import { setLocale } from "./locale.ts";
import type { AllTexts } from "./texts/all-texts.ts";
import { en, type Texts } from "./texts/en.ts";
import { isLanguageId, LANGUAGE_IDS, type LanguageId, LANGUAGES, readLanguage } from "./texts/languages.ts";
import { type Say, sayWith } from "./texts/say.ts";
import type { Translation } from "./texts/translation.ts";

/** "system": the browser's language. */
export type LanguageChoice = "system" | LanguageId;

const STORAGE_KEY = "phi3-mlflow-notebook-language";
const listeners = new Set<() => void>();
let choice: LanguageChoice = readStored();
let language: LanguageId = "en";
let texts: Texts = en;
let translation: Translation<AllTexts> = en;
let say: Say = sayWith({});

/** Loads the texts of the person's language. Await it before the first render, so that nothing changes on screen. */
export async function loadLanguage(): Promise<void> {
  const wanted = choice === "system" ? languageOfBrowser(navigator.languages) : choice;
  // If they cannot be loaded, the page is in English.
  const read = await readLanguage(LANGUAGES[wanted]).catch(() => null);
  language = read === null ? "en" : wanted;
  setLocale(language);
  texts = read?.texts ?? en;
  translation = read?.translation ?? en;
  say = read?.say ?? sayWith({});
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
  // Tests render to text, which uses the third.
  return useSyncExternalStore(subscribe, currentTexts, currentTexts);
}

function currentTexts(): Texts {
  return texts;
}

export function useLanguageTranslation(): Translation<AllTexts> {
  return useSyncExternalStore(subscribe, currentTranslation, currentTranslation);
}

function currentTranslation(): Translation<AllTexts> {
  return translation;
}

export function useLanguageSay(): Say {
  return useSyncExternalStore(subscribe, currentSay, currentSay);
}

/** For texts that are made once, in the current language. */
export function currentSay(): Say {
  return say;
}

export function isLanguageChoice(choice: unknown): choice is LanguageChoice {
  return choice === "system" || isLanguageId(choice);
}

export function currentLanguage(): LanguageId {
  return language;
}

/** The first of the browser's languages that the interface has. */
export function languageOfBrowser(tags: readonly string[]): LanguageId {
  for (const tag of tags) {
    const found = LANGUAGE_IDS.find((each) => tag.toLowerCase().split("-")[0] === each);
    if (found) return found;
  }
  return "en";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readStored(): LanguageChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return isLanguageId(stored) ? stored : "system";
  } catch {
    return "system";
  }
}
