import type { Translations } from "../all-texts.ts";
import { deMessages } from "./messages/all.ts";
import { de } from "./texts.ts";

export const german: Translations = { texts: de, messages: deMessages };
