import type { Catalog } from "#base/message.ts";

/** What the two notebooks of the write-up say, where they are made while the page is in German. */
export const templates: Catalog = {
  "Option 1: Transformers pipeline": "Option 1: Transformers-Pipeline",
  "Option 2: Custom Python wrapper": "Option 2: Eigene Python-Klasse",

  "# Running Phi-3 as an MLflow model": "# Phi-3 als MLflow-Modell ausführen",
  "This notebook wraps Phi-3 as a **transformers pipeline**. MLflow's transformers flavor gives it an\nOpenAI-compatible chat interface, with no code of your own. Everything runs in this page: run the cells from top to\nbottom, or press **Run all**.":
    "Dieses Notebook verpackt Phi-3 als **Pipeline von transformers**. Der Flavor transformers von MLflow gibt ihr eine\nChat-Schnittstelle wie die von OpenAI, ohne eigenen Code. Alles läuft auf dieser Seite: Führen Sie die Zellen von oben\nnach unten aus, oder klicken Sie auf **Alles ausführen**.",
  "This notebook wraps Phi-3 in a **Python class of your own** around the ONNX Runtime generate() API. It serves int4 ONNX\nmodels, which MLflow's transformers flavor does not. Everything runs in this page: run the cells from top to bottom, or\npress **Run all**.":
    "Dieses Notebook verpackt Phi-3 in einer **eigenen Python-Klasse** um die generate()-API von ONNX Runtime. Sie kann\nONNX-Modelle in int4 bereitstellen, was der Flavor transformers von MLflow nicht kann. Alles läuft auf dieser Seite:\nFühren Sie die Zellen von oben nach unten aus, oder klicken Sie auf **Alles ausführen**.",
  "## Select the model": "## Das Modell wählen",
  "## Define the Python class and log it": "## Die Python-Klasse definieren und loggen",
  "`load_context` opens the ONNX model and its tokenizer once; `predict` answers one prompt.":
    "`load_context` öffnet das ONNX-Modell und seinen Tokenizer einmal; `predict` beantwortet einen Prompt.",
  "## Generate the MLflow artifact": "## Das MLflow-Artefakt erzeugen",
  "`model_config` holds the settings of the pipeline, and the task `llm/v1/chat` asks MLflow for the chat interface.":
    "`model_config` enthält die Einstellungen der Pipeline, und mit der Aufgabe `llm/v1/chat` bietet MLflow die\nChat-Schnittstelle.",
  "## Run it as an MLflow model": "## Als MLflow-Modell ausführen",
  "The signature lists the model's inputs and outputs. Ask a question below: the answer is the list that `predict` returns in Python.":
    "Die Signatur nennt die Ein- und Ausgaben des Modells. Stellen Sie darunter eine Frage: Die Antwort ist die Liste, die\n`predict` in Python zurückgibt.",
  "The signature comes from the input example. Enter a whole prompt below, with the role marks: the answer is a string.":
    "Die Signatur kommt aus der Beispieleingabe. Geben Sie darunter einen ganzen Prompt mit den Rollenmarken ein: Die\nAntwort ist ein String.",
  "## Register the model": "## Das Modell registrieren",
  "Log the model to your MLflow server and register it there. This cell sends the model, so **Run all** skips it: press\nits own button.":
    "Loggen Sie das Modell auf Ihrem MLflow-Server und registrieren Sie es dort. Diese Zelle sendet das Modell. Darum\nüberspringt **Alles ausführen** sie: Klicken Sie auf ihre eigene Schaltfläche.",
  "## Deploy the model": "## Das Modell bereitstellen",
  "Choose where the model will run. The cell writes the files for it, and sample programs that ask the endpoint. It sends\nnothing.":
    "Wählen Sie, wo das Modell laufen soll. Die Zelle schreibt die Dateien dafür und Beispielprogramme, die den Endpunkt\nfragen. Sie sendet nichts.",
};
