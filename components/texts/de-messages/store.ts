import type { Catalog } from "#base/message.ts";

export const store: Catalog = {
  // Models
  "Opening the model": "Das Modell wird geöffnet",
  "{0} is open, and kept in this browser.": "{0} ist offen und wird in diesem Browser behalten.",
  "{0} is checked, and kept in this browser.": "{0} ist geprüft und wird in diesem Browser behalten.",
  "{0} is downloaded, checked, and kept in this browser.":
    "{0} ist heruntergeladen und geprüft und wird in diesem Browser behalten.",
  "The model that this cell names is not in this browser any more. Open its folder or zip, or download it again, or pick the embedded demo.":
    "Das Modell, das diese Zelle nennt, ist nicht mehr in diesem Browser. Öffnen Sie seinen Ordner oder seine Zip, laden Sie es noch einmal herunter, oder wählen Sie das mitgelieferte Demo-Modell.",
  "Run the model and the wrapper cell above, and ask again.":
    "Führen Sie die Modell- und die Wrapper-Zelle darüber aus, und fragen Sie noch einmal.",

  // Notebooks
  "What was running in “{0}” was stopped, since another notebook was opened. An answer up to there is kept.":
    "Was in „{0}“ lief, wurde angehalten, weil ein anderes Notebook geöffnet wurde. Eine Antwort bis dahin bleibt erhalten.",
  "“{0}” is open, with its model {1}. Nothing in it was run.":
    "„{0}“ ist offen, mit seinem Modell {1}. Nichts darin wurde ausgeführt.",
  "No notebook came with {0}.": "Mit {0} kam kein Notebook.",
  "The template is shown instead.": "Stattdessen wird die Vorlage gezeigt.",
  "What was stored is kept aside.": "Was gespeichert war, ist beiseitegelegt.",

  // Saving
  "Another tab has changed this notebook. Reload to see its version, or keep this one and overwrite it.":
    "Ein anderer Tab hat dieses Notebook geändert. Laden Sie neu, um seine Fassung zu sehen, oder behalten Sie diese und überschreiben Sie es.",
  "Keep this one": "Diese behalten",
  "The browser's storage is full, so your work is not being saved. Free some space, or forget a model that you opened.":
    "Die Ablage des Browsers ist voll, daher wird Ihre Arbeit nicht gespeichert. Schaffen Sie Platz, oder vergessen Sie ein Modell, das Sie geöffnet haben.",
  "The browser's storage could not be read: your work lives in this tab only. A private window or a blocked site setting can be the cause.":
    "Die Ablage des Browsers war nicht zu lesen: Ihre Arbeit ist nur in diesem Tab. Ein privates Fenster oder eine Sperre in den Einstellungen für diese Seite kann die Ursache sein.",
  "The browser's storage could not be written: your work lives in this tab only. A private window or a blocked site setting can be the cause.":
    "In die Ablage des Browsers war nicht zu schreiben: Ihre Arbeit ist nur in diesem Tab. Ein privates Fenster oder eine Sperre in den Einstellungen für diese Seite kann die Ursache sein.",
};
