import type { Catalog } from "#base/message.ts";

export const base: Catalog = {
  "Cancelled.": "Abgebrochen.",

  // What stands in a file, or should
  "a list": "eine Liste",
  "an object": "ein Objekt",
};
