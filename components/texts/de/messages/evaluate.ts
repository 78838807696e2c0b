import type { Catalog } from "#base/message.ts";

export const evaluate: Catalog = {
  // Tables
  "The table has {0} rows, and an Evaluate cell takes {1} at most. Split it over several cells.":
    "Die Tabelle hat {0} Zeilen, eine Auswertungs-Zelle fasst aber höchstens {1}. Teilen Sie sie auf mehrere Zellen auf.",
  "The table has {0} columns, and an Evaluate cell takes {1} at most. Leave out those that no request and no check names.":
    "Die Tabelle hat {0} Spalten, eine Auswertungs-Zelle fasst aber höchstens {1}. Lassen Sie die weg, die weder Anfrage noch Prüfung nennt.",
  "There is no table: the text is empty. Its first line should name the columns.":
    "Es gibt keine Tabelle: Der Text ist leer. Seine erste Zeile sollte die Spalten nennen.",
  "Row {0} has {1} fields, and the first line names {2} columns. Put a field that holds the separator into double quotes.":
    "Zeile {0} hat {1} Felder, die erste Zeile nennt aber {2} Spalten. Setzen Sie ein Feld mit dem Trennzeichen in doppelte Anführungszeichen.",
  "Row {0} has a double quote that is not closed. Within quotes, write a double quote twice.":
    "Zeile {0} hat ein doppeltes Anführungszeichen, das nicht geschlossen ist. Schreiben Sie es innerhalb von Anführungszeichen zweimal.",
  "The text is not valid JSON.": "Der Text ist kein gültiges JSON.",
  "The list holds no row.": "Die Liste enthält keine Zeile.",
  "Entry {0}": "Eintrag {0}",
  "Line {0}": "Zeile {0}",
  "{0} is not valid JSON.": "{0} ist kein gültiges JSON.",
  "{0} JSON Lines have a JSON object in each line.": "{0} JSON Lines haben in jeder Zeile ein JSON-Objekt.",
  '{0} is not a JSON object. Each row should be one, such as {"prompt": "…", "expected": "…"}.':
    '{0} ist kein JSON-Objekt. Jede Zeile sollte eines sein, etwa {"prompt": "…", "expected": "…"}.',
  "{0} is larger than 20 MB. An Evaluate cell takes 5000 rows at most: choose a smaller file.":
    "{0} ist größer als 20 MB. Eine Auswertungs-Zelle fasst höchstens 5000 Zeilen: Wählen Sie eine kleinere Datei.",

  // Running
  "The check {0} is not valid Python: line {1} cannot be read.":
    "Die Prüfung {0} ist kein gültiges Python: Zeile {1} lässt sich nicht lesen.",
  "The check {0} should be one expression, such as {1}, or define a function of answer and row.":
    "Die Prüfung {0} sollte ein einzelner Ausdruck sein, etwa {1}, oder eine Funktion von answer und row definieren.",
  "The table has no row. Add one, or import a table.":
    "Die Tabelle hat keine Zeile. Fügen Sie eine hinzu, oder importieren Sie eine Tabelle.",
  "Run this cell first: there are no results for the current table, request and model.":
    "Führen Sie zuerst diese Zelle aus: Zu dieser Tabelle, dieser Anfrage und diesem Modell gibt es noch keine Ergebnisse.",
  "Row {0} of {1}": "Zeile {0} von {1}",
  "“{{{0}}}” names no column of the table. Its columns are {1}.":
    "„{{{0}}}“ nennt keine Spalte der Tabelle. Ihre Spalten sind {1}.",

  // Checks
  'The JSON schema cannot be used: {0}. Write for example {"type": "object", "required": ["city"]}.':
    'Das JSON-Schema ist nicht verwendbar: {0}. Schreiben Sie zum Beispiel {"type": "object", "required": ["city"]}.',
  "it is not valid JSON": "es ist kein gültiges JSON",
  "it is no object": "es ist kein Objekt",
  "The pattern cannot be used: {0}. Write it as Python's re module takes it.":
    "Das Muster ist nicht verwendbar: {0}. Schreiben Sie es, wie das Python-Modul re es erwartet.",
  "brackets, groups or repeats do not fit together":
    "Klammern, Gruppen oder Wiederholungen passen nicht zusammen",
  "it has {0} characters, and this page takes {1} at most":
    "es hat {0} Zeichen, diese Seite erlaubt höchstens {1}",
  "the repetition number is too large": "die Zahl der Wiederholungen ist zu groß",
  "the flag {0} is not supported": "der Schalter {0} wird nicht unterstützt",
  "possessive repeats such as {0} are not supported":
    "possessive Wiederholungen wie {0} werden nicht unterstützt",
  "a closing bracket has no opening one": "zu einer schließenden Klammer fehlt die öffnende",
  "there is nothing that {0} can repeat": "es gibt nichts, was {0} wiederholen kann",
  "{0} repeats a repeat": "{0} wiederholt eine Wiederholung",
  "no group before it is called {0}": "keine Gruppe davor heißt {0}",
  "a group is not closed": "eine Gruppe ist nicht geschlossen",
  "its groups are nested more than {0} levels deep":
    "seine Gruppen sind mehr als {0} Ebenen tief ineinander geschachtelt",
  "two groups are called {0}": "zwei Gruppen heißen {0}",
  "what {0}…) looks back at has no fixed length": "der Lookbehind {0}…) hat keine feste Länge",
  "there is no group {0} before its reference": "vor dem Verweis gibt es keine Gruppe {0}",
  "group {0} is still open at its reference": "die Gruppe {0} ist bei ihrem Verweis noch offen",
  "group {0} and its reference are in the same look-behind":
    "die Gruppe {0} und ihr Verweis stehen im selben Lookbehind",
  "references to a group that may be left out, as group {0}, are not supported":
    "Verweise auf eine Gruppe, die fehlen kann, wie die Gruppe {0}, werden nicht unterstützt",
  "{0} is more than {1}": "{0} ist mehr als {1}",
  "a comment is not closed": "ein Kommentar ist nicht geschlossen",
  "groups that begin with {0} are not supported": "Gruppen, die mit {0} beginnen, werden nicht unterstützt",
  "the name of a group is not closed": "der Name einer Gruppe ist nicht geschlossen",
  "{0} should have {1} digits behind it": "auf {0} sollten {1} Ziffern folgen",
  "{0} stands for nothing": "{0} hat keine Bedeutung",
  "a bracket is not closed": "eine Klammer ist nicht geschlossen",
  "a range in brackets goes from one character to another":
    "ein Bereich in Klammern geht von einem Zeichen zu einem anderen",
};
