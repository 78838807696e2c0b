import { useLanguageTranslation } from "#components/language.ts";
import { enLater, type LaterTexts } from "./en-later.ts";
import type { AllTexts } from "./all-texts.ts";
import { type Translation, withFallback } from "./translation.ts";

const known = new WeakMap<Translation<AllTexts>, LaterTexts>();

/** The texts of parts that are loaded when they are needed. Only such a part may import this: the shell would hold them all. */
export function useLaterTexts(): LaterTexts {
  const translation = useLanguageTranslation();
  const before = known.get(translation);
  if (before) return before;
  const texts = withFallback<LaterTexts>(enLater, translation);
  known.set(translation, texts);
  return texts;
}
