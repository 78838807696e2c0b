import type { Catalog } from "#base/message.ts";

export const serving: Catalog = {
  "The request was ended.": "Die Anfrage wurde beendet.",
};
