import type { Translations } from "../languages.ts";
import { deMessages } from "./messages/all.ts";
import { de } from "./texts.ts";

export const german: Translations = { texts: de, messages: deMessages };
