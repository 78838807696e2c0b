import type { Catalog } from "#base/message.ts";

export const base: Catalog = {
  "Cancelled.": "Abgebrochen.",

  // What stands in a file, or should
  nothing: "nichts",
  "{0} or {1}": "{0} oder {1}",
  text: "Text",
  "a number": "eine Zahl",
  "a list": "eine Liste",
  "cell {0}": "Zelle {0}",
  "format {0}": "Format {0}",
  "an object": "ein Objekt",
  "The stored notebook cannot be read: {0} should be {1}; found {2}.":
    "Das gespeicherte Notebook lässt sich nicht lesen: {0} müsste {1} sein; gefunden wurde {2}.",
};
