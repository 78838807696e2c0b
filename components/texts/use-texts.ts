import { useLanguageTexts } from "#components/language.ts";
import type { Texts } from "./en.ts";

/** The interface's texts in the person's language. */
export function useTexts(): Texts {
  return useLanguageTexts();
}
