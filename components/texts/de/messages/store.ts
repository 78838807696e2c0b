import type { Catalog } from "#base/message.ts";

export const store: Catalog = {
  // Models
  "Opening the model": "Das Modell wird geöffnet",
  "{0} is open, and kept in this browser.": "{0} ist geöffnet und in diesem Browser gespeichert.",
  "{0} is checked, and kept in this browser.": "{0} ist geprüft und in diesem Browser gespeichert.",
  "{0} is downloaded, checked, and kept in this browser.":
    "{0} ist heruntergeladen, geprüft und in diesem Browser gespeichert.",
  "This browser no longer has the model of this cell. Open its folder or zip, download it again, or choose the embedded demo.":
    "Das Modell dieser Zelle ist nicht mehr in diesem Browser gespeichert. Öffnen Sie seinen Ordner oder seine Zip-Datei, laden Sie es noch einmal herunter, oder wählen Sie das mitgelieferte Demo-Modell.",
  "Run the model and the wrapper cell above, and ask again.":
    "Führen Sie die Modell- und die Wrapper-Zelle darüber aus, und fragen Sie noch einmal.",

  // Notebooks
  "The run in “{0}” was stopped because another notebook was opened. The answer so far is kept.":
    "Der Lauf in „{0}“ wurde angehalten, weil ein anderes Notebook geöffnet wurde. Die bisherige Antwort bleibt erhalten.",
  "“{0}” is open, with its model {1}. Nothing was run.":
    "„{0}“ ist mit seinem Modell {1} geöffnet. Nichts wurde ausgeführt.",
  "No notebook came with {0}.": "{0} enthält kein Notebook.",
  "The template is shown instead. The stored notebook does not change.":
    "Stattdessen wird die Vorlage gezeigt. Das gespeicherte Notebook bleibt unverändert.",
  "{0} (unsaved edits)": "{0} (ungespeicherte Änderungen)",
  "{0} (edits of another tab)": "{0} (Änderungen eines anderen Tabs)",
  "{0} (copy)": "{0} (Kopie)",
  "Your unsaved changes are kept as “{0}”.": "Ihre ungespeicherten Änderungen sind als „{0}“ erhalten.",
  "Unsaved edits from a closed tab no longer match this notebook. They are kept as “{0}”.":
    "Ungespeicherte Änderungen aus einem geschlossenen Tab passen nicht mehr zu diesem Notebook. Sie sind als „{0}“ erhalten.",
  "Open them": "Öffnen",
  "Unsaved edits from a closed tab are damaged and cannot be shown. You see the notebook as it was last saved.":
    "Ungespeicherte Änderungen aus einem geschlossenen Tab sind beschädigt und können nicht gezeigt werden. Sie sehen das Notebook, wie es zuletzt gespeichert wurde.",

  // Saving
  "Another tab has changed this notebook. Reload to see its version, or save this one as a copy.":
    "Ein anderer Tab hat dieses Notebook geändert. Laden Sie neu, um seine Version zu sehen, oder speichern Sie diese als Kopie.",
  "The browser's storage does not respond, so your work is in this tab only. Save the notebook as a file, close the other tabs of this page, and reload.":
    "Der Speicher des Browsers antwortet nicht: Ihre Arbeit ist nur in diesem Tab. Speichern Sie das Notebook als Datei, schließen Sie die anderen Tabs dieser Seite, und laden Sie neu.",
  "The browser cannot store this notebook: something in it is nested too deeply or is not plain data. Save it as a file, so that it is not lost.":
    "Der Browser kann dieses Notebook nicht speichern: Etwas darin ist zu tief verschachtelt oder kein einfacher Wert. Speichern Sie es als Datei, damit es nicht verloren geht.",
  "The browser's storage is full, so your work is not being saved. Free some space, or forget a model that you opened.":
    "Der Speicher des Browsers ist voll, daher wird Ihre Arbeit nicht gespeichert. Schaffen Sie Platz, oder vergessen Sie ein Modell, das Sie geöffnet haben.",
  "The browser's storage could not be read, so your work is in this tab only. A private window or a blocked site setting can be the cause.":
    "Der Speicher des Browsers konnte nicht gelesen werden: Ihre Arbeit ist nur in diesem Tab. Ein privates Fenster oder eine Sperre in den Einstellungen für diese Seite kann die Ursache sein.",
  "The browser's storage could not be written, so your work is in this tab only. A private window or a blocked site setting can be the cause.":
    "In den Speicher des Browsers konnte nicht geschrieben werden: Ihre Arbeit ist nur in diesem Tab. Ein privates Fenster oder eine Sperre in den Einstellungen für diese Seite kann die Ursache sein.",
  "The run and the model on {0} are marked as ended.": "Lauf und Modell auf {0} sind als beendet markiert.",
  "Forget the upload": "Upload vergessen",
  "Now a Python class wraps the model. Its questions take the form that it asks for.":
    "Jetzt umhüllt eine Python-Klasse das Modell. Ihre Fragen haben jetzt die Form, die sie erwartet.",
  "Now a Python class wraps the model. Its questions became prompts.":
    "Jetzt umhüllt eine Python-Klasse das Modell. Die Fragen wurden zu Prompts.",
  "Now a transformers pipeline wraps the model. Its prompts became messages.":
    "Jetzt umhüllt eine Transformers-Pipeline das Modell. Die Prompts wurden zu Nachrichten.",
  "Run this cell first: a trace tells when the model was asked, and that is known of answers of this browser only.":
    "Führen Sie zuerst diese Zelle aus: Ein Trace enthält die Zeiten der Anfrage, und die sind nur bei Antworten dieses Browsers bekannt.",
  Undo: "Rückgängig",
};
