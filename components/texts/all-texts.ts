import type { Catalog } from "#base/message.ts";
import type { Texts } from "./en.ts";
import type { LaterTexts } from "./en-later.ts";
import type { Translation } from "./translation.ts";

/** With those that English loads later. */
export type AllTexts = Texts & LaterTexts;

/** What a language is. */
export interface Translations {
  /** The interface's own texts; missing ones are shown in English. */
  readonly texts: Translation<AllTexts>;
  /** Messages of `src` and `workers`, by the English. */
  readonly messages: Catalog;
}
