import type { Catalog } from "#base/message.ts";

/** `workers/artifact`, `workers/registry` and `workers/rpc`. */
export const workers: Catalog = {
  // Zips
  "Making the zip": "Die Zip wird gemacht",
  "Making the bundle file": "Die Bündel-Datei wird gemacht",
  "{0} is not what it was when it was kept: its SHA-256 should be {1} and is {2}. Check the model under Kept models, or open it again.":
    "{0} ist nicht mehr, was es war, als es behalten wurde: Die SHA-256 müsste {1} sein und ist {2}. Prüfen Sie das Modell unter „Behaltene Modelle“, oder öffnen Sie es neu.",

  // Uploads
  "The connection broke.": "Die Verbindung brach ab.",

  // Workers that end
  "The browser ended the worker, as it does when memory is short.":
    "Der Browser hat den Worker beendet, wie er es tut, wenn der Speicher knapp wird.",
  "The worker failed: {0}.": "Der Worker ist gescheitert: {0}.",
  "The worker's script could not be loaded.": "Das Skript des Workers ließ sich nicht laden.",
  "A message from the worker could not be read.": "Eine Nachricht vom Worker war nicht zu lesen.",
  "A message to the worker could not be read.": "Eine Nachricht an den Worker war nicht zu lesen.",
  "Run the cell again: a fresh worker starts by itself.":
    "Führen Sie die Zelle noch einmal aus: Ein neuer Worker startet von selbst.",
};
