import type { Catalog } from "#base/message.ts";

/** `workers/artifact`, `workers/registry` and `workers/rpc`. */
export const workers: Catalog = {
  // Zips
  "Making the zip": "Die Zip wird gemacht",
  "Making the bundle file": "Die Bundle-Datei wird erstellt",
  "{0} is not what it was when it was kept: its SHA-256 should be {1} and is {2}. Check the model under Kept models, or open it again.":
    "{0} ist nicht mehr, was es war, als es gespeichert wurde: Die SHA-256 müsste {1} sein und ist {2}. Prüfen Sie das Modell unter „Gespeicherte Modelle“, oder öffnen Sie es neu.",

  // Uploads
  "The connection broke.": "Die Verbindung brach ab.",

  // Workers that end
  "The browser ended the worker, as it does when memory is short.":
    "Der Browser hat den Worker beendet, wie er es tut, wenn der Speicher knapp wird.",
  "The worker sent a message that the page does not know.":
    "Der Worker hat eine Nachricht geschickt, die die Seite nicht kennt.",
  "The browser ended it while no cell ran, as it does when memory is short.":
    "Der Browser hat es beendet, während keine Zelle lief, wie er es bei knappem Speicher tut.",
  "The worker failed: {0}.": "Der Worker ist gescheitert: {0}.",
  "The worker's script could not be loaded.": "Das Skript des Workers ließ sich nicht laden.",
  "A message from the worker could not be read.": "Eine Nachricht vom Worker konnte nicht gelesen werden.",
  "A message to the worker could not be read.": "Eine Nachricht an den Worker konnte nicht gelesen werden.",
  "The worker did not hear Stop within a second and was ended.":
    "Der Worker hat „Stopp“ eine Sekunde lang nicht gehört und wurde beendet.",
  "The worker was ended, since another file kept it busy.":
    "Der Worker wurde beendet, weil eine andere Datei ihn beschäftigt hielt.",
  "This took more than {0} seconds and was ended: a real file or template takes far less. It is damaged, or made to keep the page busy; use another one.":
    "Das dauerte mehr als {0} Sekunden und wurde beendet: Eine echte Datei oder Vorlage braucht viel weniger. Sie ist beschädigt oder dazu gemacht, die Seite zu beschäftigen; nehmen Sie eine andere.",
  "Run the cell again: a fresh worker starts by itself.":
    "Führen Sie die Zelle noch einmal aus: Ein neuer Worker startet von selbst.",
};
