import type { Catalog } from "#base/message.ts";

/** `workers/artifact`, `workers/registry` and `workers/rpc`. */
export const workers: Catalog = {
  // Zips
  "Making the zip": "Die Zip wird erstellt",
  "Making the bundle file": "Die Bundle-Datei wird erstellt",
  "{0} has changed since it was stored: its SHA-256 should be {1} and is {2}. Check the model under Kept models, or open it again.":
    "{0} hat sich geändert, seit es gespeichert wurde: Die SHA-256 müsste {1} sein und ist {2}. Prüfen Sie das Modell unter „Gespeicherte Modelle“, oder öffnen Sie es neu.",

  // Uploads
  "The connection broke.": "Die Verbindung brach ab.",

  // Workers that end
  "The browser ended the worker, as it does when memory is short.":
    "Der Browser hat den Worker beendet, wie er es tut, wenn der Speicher knapp wird.",
  "The worker sent a message that is not known.":
    "Der Worker hat eine Nachricht geschickt, die nicht bekannt ist.",
  "The browser ended it while no cell ran, as it does when memory is short.":
    "Der Browser hat es beendet, während keine Zelle lief, wie er es bei knappem Speicher tut.",
  "The worker failed: {0}.": "Der Worker ist gescheitert: {0}.",
  "The worker's script could not be loaded.": "Das Skript des Workers ließ sich nicht laden.",
  "A message from the worker could not be read.": "Eine Nachricht vom Worker konnte nicht gelesen werden.",
  "A message to the worker could not be read.": "Eine Nachricht an den Worker konnte nicht gelesen werden.",
  "The worker did not stop within a second, so it was ended.":
    "Der Worker hielt nicht innerhalb einer Sekunde an und wurde beendet.",
  "The worker was ended because another file kept it busy.":
    "Der Worker wurde beendet, weil eine andere Datei ihn beschäftigt hielt.",
  "This was ended after {0} seconds. A real file or template takes far less time. It may be damaged or malicious. Use another one.":
    "Das wurde nach {0} Sekunden beendet. Eine echte Datei oder Vorlage braucht viel weniger Zeit. Vielleicht ist sie beschädigt oder bösartig. Verwenden Sie eine andere.",
  "Try again: a fresh worker starts by itself.":
    "Versuchen Sie es noch einmal: Ein neuer Worker startet von selbst.",
};
