import type { Catalog } from "#base/message.ts";

export const base: Catalog = {
  "true or false": "true oder false",
  "Cancelled.": "Abgebrochen.",

  // What stands in a file, or should
  nothing: "nichts",
  there: "vorhanden",
  "item {0}": "Eintrag {0}",
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
  "a zip": "eine Zip",
  "a PDF": "ein PDF",
  "data that is not text": "etwas, das kein Text ist",
  "the text “{0}”": "der Text „{0}“",
  "JSON with a fault in line {0}, column {1}": "JSON mit einem Fehler in Zeile {0}, Spalte {1}",
  "The stored notebook cannot be read: {0} should be {1}; found {2}.":
    "Das gespeicherte Notebook lässt sich nicht lesen: {0} müsste {1} sein; gefunden wurde {2}.",

  // Limits of JSON and YAML
  "The JSON nests more than {0} levels deep, which is the limit: a real file has about ten. It may be damaged or malicious. Use another one.":
    "Das JSON ist mehr als {0} Ebenen tief verschachtelt; das ist die Grenze: Eine echte Datei hat etwa zehn. Es ist beschädigt oder dazu gemacht, das Lesen scheitern zu lassen. Verwenden Sie eine andere.",
  "{0} is not valid YAML, in line {1}, column {2}: {3}. Repair that line, or replace the file with the original one.":
    "{0} ist kein gültiges YAML, in Zeile {1}, Spalte {2}: {3}. Reparieren Sie diese Zeile, oder nehmen Sie die ursprüngliche Datei.",
  "{0} is not valid YAML: {1}. Replace the file with the original one.":
    "{0} ist kein gültiges YAML: {1}. Nehmen Sie die ursprüngliche Datei.",
  "a second document begins, and one is expected":
    "hier beginnt ein zweites Dokument, und erwartet wird eines",
  "{0} is too much to read: it has {1}. A real one is far smaller; replace the file with the original one.":
    "{0} ist zu viel zum Lesen: Die Datei hat {1}. Eine echte ist viel kleiner; nehmen Sie die ursprüngliche.",
  "{0} characters, and at most {1} are read": "{0} Zeichen, und gelesen werden höchstens {1}",
  "more than {0} values": "mehr als {0} Werte",
  "more than {0} values by its aliases": "durch ihre Verweise mehr als {0} Werte",
  "more than {0} levels by its aliases": "durch ihre Verweise mehr als {0} Ebenen",
  "a value that holds itself": "einen Wert, der sich selbst enthält",
  "at most {0} levels of lists and objects": "höchstens {0} Ebenen von Listen und Objekten",
  more: "mehr",

  // Faults of the page itself
  "This is nested too deeply to be read. It may be damaged or hostile. Use another one.":
    "Das ist so tief verschachtelt, dass es nicht gelesen werden kann. Vielleicht ist es beschädigt oder bösartig. Verwenden Sie ein anderes.",
  "There is not enough memory for this. Close other tabs or programs, or use a smaller one.":
    "Dafür reicht der Speicher nicht. Schließen Sie andere Tabs oder Programme, oder nehmen Sie ein kleineres.",
  "Something went wrong. Try again, or with another file. If it fails again, report it with these words: {0}: {1}":
    "Etwas ist schiefgegangen. Versuchen Sie es noch einmal, oder mit einer anderen Datei. Schlägt es wieder fehl, melden Sie es mit diesen Worten: {0}: {1}",
  "the character U+{0} may not stand here": "das Zeichen U+{0} darf hier nicht stehen",
  "a key should stand on one line, with at most {0} characters":
    "ein Schlüssel müsste auf einer Zeile stehen, mit höchstens {0} Zeichen",
  "{0} should be text in UTF-8; byte {1}, {2} in hex, is not. Save it as UTF-8, or take the original file.":
    "{0} sollte Text in UTF-8 sein; Byte {1}, hexadezimal {2}, ist es nicht. Speichern Sie die Datei als UTF-8, oder nehmen Sie die Originaldatei.",
  "a text in brackets may not begin with {0}": "ein Text in Klammern darf nicht mit {0} beginnen",
  "there is no date {0}": "es gibt kein Datum {0}",
  "an anchor may have letters, digits, - and _ only, and is called {0}":
    "ein Anker darf nur Buchstaben, Ziffern, - und _ haben und heißt {0}",
  "a text in brackets may not have {0}": "ein Text in Klammern darf {0} nicht enthalten",
  "a mapping has to begin on a line of its own": "eine Zuordnung muss auf einer eigenen Zeile beginnen",
  "the text after | or > has to be indented": "der Text nach | oder > muss eingerückt sein",
  "such numbers are read up to {0} characters, and this one has {1}":
    "solche Zahlen werden mit höchstens {0} Zeichen gelesen, und diese hat {1}",
  "the anchor {0} stands twice": "der Anker {0} steht zweimal",
  "a tab may stand in quoted texts only": "ein Tabulator darf nur in Texten in Anführungszeichen stehen",
  "a key is missing before a colon": "vor einem Doppelpunkt fehlt ein Schlüssel",
  "The request failed ({0}). Check the network connection and try again.":
    "Die Anfrage ist fehlgeschlagen ({0}). Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.",
};
