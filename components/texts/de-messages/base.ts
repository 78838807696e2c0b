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
  "nothing: it is empty": "nichts, denn sie ist leer",
  "a web page (HTML)": "eine Webseite (HTML)",
  "an XML document": "ein XML-Dokument",
  "a zip": "ein Zip",
  "a PDF": "ein PDF",
  "data that is no text": "etwas, das kein Text ist",
  "the text “{0}”": "der Text „{0}“",
  "JSON with a fault in line {0}, column {1}": "JSON mit einem Fehler in Zeile {0}, Spalte {1}",
  "The stored notebook cannot be read: {0} should be {1}; found {2}.":
    "Das gespeicherte Notebook lässt sich nicht lesen: {0} müsste {1} sein; gefunden wurde {2}.",
  "at most {0} levels of lists and objects": "höchstens {0} Ebenen von Listen und Objekten",
  more: "mehr",
};
