import type { Catalog } from "#base/message.ts";

export const notebook: Catalog = {
  "{0} needs {1} above it, and there is none. Add {2} above, or move one up.":
    "{0} braucht darüber {1}, dort gibt es aber keine. Fügen Sie darüber {2} ein, oder verschieben Sie eine nach oben.",

  // Stored notebooks
  "the document": "Das Dokument",
  "the document's format": "Das Format des Dokuments",
  "a different id for each cell": "eine eigene id für jede Zelle",
  "the same id twice": "zweimal dieselbe id",
  "a cell type of this version": "eine Art von Zelle, die diese Version kennt",

  // The notebook of an opened MLflow model
  "An MLflow model. It was opened as it is, and nothing in it was run.":
    "Ein MLflow-Modell. Es wurde unverändert geöffnet; nichts darin wurde ausgeführt.",
  "An MLflow model, written by MLflow {0}. It was opened as it is, and nothing in it was run.":
    "Ein MLflow-Modell, geschrieben von MLflow {0}. Es wurde unverändert geöffnet; nichts darin wurde ausgeführt.",
  "## How MLflow runs it": "## Wie MLflow es ausführt",
  "## Try it": "## Ausprobieren",
  "## Write it again\n\nThis page builds the artifact below from the wrapper above. The model that you opened does not change.":
    "## Neu erstellen\n\nDiese Seite erzeugt das Artefakt darunter aus dem Wrapper darüber. Das Modell, das Sie geöffnet haben, ändert sich nicht.",
};
