import type { Catalog } from "#base/message.ts";

export const ipynb: Catalog = {
  // Files
  "A notebook (.ipynb) is JSON; found {0}. Nothing was opened; the file is as it was.":
    "Ein Notebook (.ipynb) ist JSON; gefunden wurde {0}. Nichts wurde geöffnet; die Datei ist unverändert.",
  "This notebook cannot be opened: {0} should be {1}; found {2}.{3} Nothing was opened; the file is as it was.":
    "Dieses Notebook lässt sich nicht öffnen: {0} müsste {1} sein; gefunden wurde {2}.{3} Nichts wurde geöffnet; die Datei ist unverändert.",
  " Open it in Jupyter and save it again, which renews it.":
    " Öffnen Sie es in Jupyter, und speichern Sie es dort: Das bringt es auf den neuen Stand.",
  "the file": "Die Datei",
  "The notebook": "Das Notebook",
  '{0} has no "metadata", and Jupyter does not open such a notebook. It is shown here; add "metadata": {} to the file before you open it there.':
    '{0} hat kein "metadata", und Jupyter öffnet ein solches Notebook nicht. Hier wird es gezeigt; ergänzen Sie "metadata": {} in der Datei, bevor Sie sie dort öffnen.',
  "its metadata": "Ihr Eintrag metadata",
  'its metadata "{0}"': 'Ihr Eintrag "{0}" in metadata',
  "{0}'s metadata": "metadata von {0}",
  '{0}\'s "{1}"': '"{1}" von {0}',
  "{0}'s attachments": "attachments von {0}",
  "A notebook may have at most {0} MB, and {1} is larger. In Jupyter, clear the outputs that take the most room, save the notebook, and open it again. Nothing was opened; the file is as it was.":
    "Ein Notebook darf höchstens {0} MB haben, und {1} ist größer. Löschen Sie in Jupyter die Ausgaben, die den meisten Platz brauchen, speichern Sie das Notebook, und öffnen Sie es noch einmal. Nichts wurde geöffnet; die Datei ist unverändert.",
  "a whole number as nbformat_minor": "eine ganze Zahl als nbformat_minor",
  "a notebook of nbformat 4": "ein Notebook von nbformat 4",
  "a notebook of this page's format {0}": "ein Notebook im Format {0} dieser Seite",
  "a list of cells": "eine Liste von Zellen",
  "a list of outputs": "eine Liste von Ausgaben",
  "an id that is text": "eine id, die Text ist",
  "a source that is text": "eine Quelle, die Text ist",
  "a typed cell": "eine ausführbare Zelle",
  'a cell_type "markdown", "code" or "raw"': 'ein cell_type "markdown", "code" oder "raw"',

  // What a person should know
  "The Python of {0} was changed outside this page: the cell is as it was saved, and the changed Python stands below it as a code cell.":
    "Der Python-Code von {0} wurde außerhalb dieser Seite geändert: Die Zelle ist, wie sie gespeichert wurde. Der geänderte Code steht als Code-Zelle darunter.",
  "The kept output of {0} is damaged: run the cell again.":
    "Die gespeicherte Ausgabe von {0} ist beschädigt: Führen Sie die Zelle noch einmal aus.",
  "The notebook names the model {0}. The model cell takes the embedded demo until you open that model there.":
    "Das Notebook nennt das Modell {0}. Die Modell-Zelle verwendet das mitgelieferte Demo-Modell, bis Sie dieses Modell dort öffnen.",

  // Addresses and links
  "“{0}” is not the address of a notebook. Enter one such as {1}, or the address of a .ipynb on this page's own host.":
    "„{0}“ ist keine Adresse eines Notebooks. Geben Sie eine ein wie {1} oder die Adresse einer .ipynb-Datei auf dem Server dieser Seite.",
  "This GitHub page shows no file. Open the notebook on GitHub and enter that page's address, such as {0}.":
    "Diese Seite von GitHub zeigt keine Datei. Öffnen Sie das Notebook auf GitHub und geben Sie die Adresse dieser Seite ein, etwa {0}.",
  "At {0} there is {1}, and no notebook. Give the address of the .ipynb itself; on GitHub that of the page that shows it will do.":
    "Unter {0} ist kein Notebook zu finden, sondern {1}. Geben Sie die Adresse der .ipynb-Datei selbst ein; auf GitHub genügt die Adresse der Seite, die sie zeigt.",
  "This page may read notebooks from GitHub and from its own host, not from {0}: its security policy names no others. Download the file and open it here.":
    "Diese Seite darf Notebooks von GitHub und von ihrem eigenen Server lesen, nicht von {0}: Ihre Sicherheitsrichtlinie nennt keine anderen. Laden Sie die Datei herunter, und öffnen Sie sie hier.",
  "{0} answered {1} for this address. Check that it leads to a .ipynb file that everyone can read.":
    "{0} antwortete auf diese Adresse mit {1}. Prüfen Sie, ob sie zu einer öffentlichen .ipynb-Datei führt.",
  "{0} could not be reached. Check that you are online, and try again.":
    "{0} ist nicht erreichbar. Prüfen Sie, ob Sie online sind, und versuchen Sie es noch einmal.",
  "This notebook is too long for a link: it would have {0} characters, and at most {1} arrive everywhere. Save it as .ipynb and send the file.":
    "Dieses Notebook ist zu lang für einen Link: Er hätte {0} Zeichen, überall ankommen aber nur Links mit höchstens {1}. Speichern Sie es als .ipynb, und senden Sie die Datei.",
  "This link is incomplete: part of it may have been cut off. Ask for the link again, or for the .ipynb file.":
    "Dieser Link ist unvollständig: Vielleicht wurde ein Teil abgeschnitten. Lassen Sie sich den Link noch einmal schicken, oder die .ipynb-Datei.",
  "More than {0} bytes.": "Mehr als {0} Bytes.",
  "nothing that says which": "nichts, das es sagt",
};
