import type { Catalog } from "#base/message.ts";

export const kernel: Catalog = {
  "This cell was edited.": "Diese Zelle wurde bearbeitet.",
  "There is no model cell above any more.": "Darüber gibt es keine Modell-Zelle mehr.",
  "There is no wrapper cell above any more.": "Darüber gibt es keine Wrapper-Zelle mehr.",
  "The model above changed.": "Das Modell darüber hat sich geändert.",
  "The wrapper above changed.": "Der Wrapper darüber hat sich geändert.",

  // Running cells
  "The model cell above did not finish. See what it says, and run it again.":
    "Die Modell-Zelle darüber ist nicht fertig geworden. Sehen Sie nach, was sie sagt, und führen Sie sie noch einmal aus.",
  "The wrapper cell above did not finish. See what it says, and run it again.":
    "Die Wrapper-Zelle darüber ist nicht fertig geworden. Sehen Sie nach, was sie sagt, und führen Sie sie noch einmal aus.",
  "Cell {0}": "Zelle {0}",
  '{0} already makes an artifact named "{1}", and two of one name would overwrite each other. Give this cell\'s wrapper another name.':
    "{0} macht schon ein Artefakt namens „{1}“, und zwei desselben Namens würden einander überschreiben. Geben Sie dem Wrapper dieser Zelle einen anderen Namen.",
  "Where should the model go? Give the address of an MLflow tracking server, such as http://localhost:5000.":
    "Wohin soll das Modell? Nennen Sie die Adresse eines MLflow-Tracking-Servers, etwa http://localhost:5000.",
  "Cell {0} ran before the cells that it needs.": "Die Zelle {0} lief vor den Zellen, die sie braucht.",
};
