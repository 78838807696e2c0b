import type { Catalog } from "#base/message.ts";

export const cells: Catalog = {
  "The model's Python files are not those that were opened with it. Open the model again.":
    "Die Python-Dateien des Modells sind nicht die, mit denen es geöffnet wurde. Öffnen Sie das Modell noch einmal.",
  "It uses several of the page's models, but a model's files can hold only one.":
    "Es verwendet mehrere Modelle der Seite, die Dateien eines Modells können aber nur eines enthalten.",
  "Python reported a model in a form that this page does not know. Restart Python, then run the cell again.":
    "Python hat ein Modell in einer Form gemeldet, die diese Seite nicht kennt. Starten Sie Python neu, und führen Sie die Zelle noch einmal aus.",
  // Kinds
  Text: "Text",
  Model: "Modell",
  Wrapper: "Wrapper",
  Signature: "Signatur",
  Artifact: "Artefakt",
  Inference: "Inferenz",
  Evaluate: "Auswertung",
  Register: "Registrierung",
  Deploy: "Bereitstellung",
  Code: "Code",
  "Headings and prose, in Markdown": "Überschriften und Text, in Markdown",
  "Which Phi-3 model to use": "Welches Phi-3-Modell verwendet wird",
  "How MLflow runs it: form and Python": "Wie MLflow es ausführt: Formular und Python",
  "Its inputs and outputs": "Seine Ein- und Ausgaben",
  "The files, and the zip to download": "Die Dateien und die Zip-Datei zum Herunterladen",
  "Try it in this page": "Auf dieser Seite ausprobieren",
  "Ask a table of questions, and check the answers":
    "Eine Tabelle von Fragen stellen und die Antworten prüfen",
  "Send it to an MLflow server": "An einen MLflow-Server senden",
  "Serve it: files, samples, a test": "Bereitstellen: Dateien, Beispiele, ein Test",
  "Python, run in this page": "Python, auf dieser Seite ausgeführt",

  "The signature cell": "Die Signatur-Zelle",
  "The artifact cell": "Die Artefakt-Zelle",
  "The inference cell": "Die Inferenz-Zelle",
  "The evaluate cell": "Die Auswertungs-Zelle",
  "The register cell": "Die Registrierungs-Zelle",
  "The deploy cell": "Die Bereitstellungs-Zelle",
  "a model cell": "eine Modell-Zelle",
  "a wrapper cell": "eine Wrapper-Zelle",

  // What others say of a cell that they need
  "There is no longer a model cell above.": "Darüber gibt es keine Modell-Zelle mehr.",
  "There is no longer a wrapper cell above.": "Darüber gibt es keine Wrapper-Zelle mehr.",
  "The model above changed.": "Das Modell darüber hat sich geändert.",
  "The wrapper above changed.": "Der Wrapper darüber hat sich geändert.",
  "The model cell above did not finish. Read its message, then run it again.":
    "Die Modell-Zelle darüber ist nicht fertig geworden. Lesen Sie ihre Meldung, und führen Sie sie noch einmal aus.",
  "The wrapper cell above did not finish. Read its message, then run it again.":
    "Die Wrapper-Zelle darüber ist nicht fertig geworden. Lesen Sie ihre Meldung, und führen Sie sie noch einmal aus.",

  // Running
  '{0} already makes an artifact named "{1}", and two of one name would overwrite each other. Give this cell\'s wrapper another name.':
    "{0} erstellt schon ein Artefakt namens „{1}“, und zwei desselben Namens würden einander überschreiben. Geben Sie dem Wrapper dieser Zelle einen anderen Namen.",
  "The address of the MLflow tracking server is missing. Enter it, such as http://localhost:5000.":
    "Die Adresse des MLflow-Tracking-Servers fehlt. Geben Sie sie ein, etwa http://localhost:5000.",
  "Cell {0} ran before the cells that it needs.": "Die Zelle {0} lief vor den Zellen, die sie braucht.",

  // Stored cells
  "A kept output of this notebook is damaged; run its cell again.":
    "Eine gespeicherte Ausgabe dieses Notebooks ist beschädigt; führen Sie ihre Zelle noch einmal aus.",
  "The params are not valid JSON. They should look like {0}.":
    "Die Parameter sind kein gültiges JSON. Sie müssten aussehen wie {0}.",
  "The page has no files of this model to send: {0}":
    "Die Seite hat von diesem Modell keine Dateien, die sie senden könnte: {0}",
  "Python in this page cannot load this pipeline: its weights are safetensors, and the page's engine runs ONNX.":
    "Python auf dieser Seite kann diese Pipeline nicht laden: Ihre Gewichte sind safetensors, die Engine der Seite braucht aber ONNX.",
  "In the wrapper cell, choose “{0}” under “Written for”.":
    "Wählen Sie in der Wrapper-Zelle „{0}“ unter „Geschrieben für“.",
  "genai_config.json asks for the execution provider {0}. The model loads only where onnxruntime-genai has it; for any computer, choose a folder for the CPU.":
    "genai_config.json verlangt den Execution Provider {0}. Das Modell lässt sich nur dort laden, wo onnxruntime-genai ihn hat. Wählen Sie einen Ordner für die CPU, damit es auf jedem Rechner läuft.",
  "genai_config.json asks for the execution provider {0}. The model loads only on a computer that has it, with {1} instead of onnxruntime-genai: change it in the wrapper's extra pip requirements. For any computer, choose a folder for the CPU.":
    "genai_config.json verlangt den Execution Provider {0}. Das Modell lässt sich nur auf einem Rechner laden, der ihn hat, mit {1} statt onnxruntime-genai: Ändern Sie das unter „Weitere pip-Pakete“ des Wrappers. Wählen Sie einen Ordner für die CPU, damit es auf jedem Rechner läuft.",
  "This wrapper is written for onnxruntime-genai 0.2, whose tokenizer begins a prompt with the token <s> and keeps line breaks after marks such as <|end|>. The page answers as onnxruntime-genai {0} does, so the model can answer differently there.":
    "Dieser Wrapper ist für onnxruntime-genai 0.2 geschrieben, dessen Tokenizer einen Prompt mit dem Token <s> beginnt und Zeilenumbrüche nach Marken wie <|end|> behält. Die Seite antwortet wie onnxruntime-genai {0}; dort kann das Modell anders antworten.",
};
