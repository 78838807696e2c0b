import type { Catalog } from "#base/message.ts";

/** Why code that logs a model is no form. */
export const forms: Catalog = {
  // Beside what a form holds
  "There is more code above it than this page reads for a form.":
    "Darüber steht mehr Code, als diese Seite für ein Formular liest.",
  "The cell logs several models.": "Die Zelle loggt mehrere Modelle.",
  "The cell also has “{0}”, for which the form has no place.":
    "In der Zelle steht auch „{0}“, wofür das Formular keinen Platz hat.",
  "Another cell uses {0}, which the form's Python does not set.":
    "Eine andere Zelle verwendet {0}, was das Python des Formulars nicht setzt.",
  "What {0} is, the page cannot read without running the code.":
    "Was {0} ist, kann die Seite nicht lesen, ohne den Code auszuführen.",
  "The arguments of {0} stand elsewhere: ** or * spreads them.":
    "Die Argumente von {0} stehen anderswo: ** oder * verteilt sie.",
  "{0} is given more arguments without a name than the form knows.":
    "{0} bekommt mehr Argumente ohne Namen, als das Formular kennt.",
  "The form has no place for {0}.": "Das Formular hat keinen Platz für {0}.",
  "The form has no place for {0} in model_config.": "Das Formular hat keinen Platz für {0} in model_config.",
  "model_config has values of other types than the form's.":
    "model_config hat Werte von anderer Art als die des Formulars.",
  "The code does not say all of model_config; the form adds {0}.":
    "Der Code sagt nicht alles über model_config; das Formular ergänzt {0}.",

  // How the model is logged
  "It logs with mlflow.{0}; forms are for mlflow.transformers and mlflow.pyfunc.":
    "Sie loggt mit mlflow.{0}; Formulare gibt es für mlflow.transformers und mlflow.pyfunc.",
  "save_model writes a folder; forms are for log_model.":
    "save_model schreibt einen Ordner; Formulare gibt es für log_model.",
  "log_model is called within another expression.": "log_model wird in einem anderen Ausdruck aufgerufen.",
  "log_model is given no name.": "log_model bekommt keinen Namen.",
  "The form logs with the tasks {0}, and this cell with {1}.":
    "Das Formular loggt mit den Aufgaben {0}, diese Zelle mit {1}.",

  // A pipeline
  "log_model is given no transformers_model.": "log_model bekommt kein transformers_model.",
  "The model is given in parts, such as a model and a tokenizer; the form is for a pipeline.":
    "Das Modell wird in Teilen gegeben, etwa als Modell und Tokenizer; das Formular ist für eine Pipeline.",
  "The model is given as a path; the form is for a pipeline.":
    "Das Modell wird als Pfad gegeben; das Formular ist für eine Pipeline.",
  "The model is not made by transformers.pipeline(…) at the top of a cell, which the form is for.":
    "Das Modell wird nicht von transformers.pipeline(…) zuoberst in einer Zelle gemacht, wofür das Formular da ist.",
  "The pipeline's task is {0}; this page runs text-generation.":
    "Die Aufgabe der Pipeline ist {0}; diese Seite führt text-generation aus.",
  "The pipeline is given no task; the form is for text-generation.":
    "Die Pipeline bekommt keine Aufgabe; das Formular ist für text-generation.",
  "The pipeline is given no model; the form names one.":
    "Die Pipeline bekommt kein Modell; das Formular nennt eines.",
  "The model {0} is no Phi-3 model that this page can run.":
    "Das Modell {0} ist kein Phi-3-Modell, das diese Seite ausführen kann.",

  // A class
  "log_model is given no python_model.": "log_model bekommt kein python_model.",
  "The model is a file of code (models from code); the form is for a class in the notebook.":
    "Das Modell ist eine Datei mit Code (Models from code); das Formular ist für eine Klasse im Notebook.",
  "python_model is not made from a class of this notebook, as in python_model=Phi3Model().":
    "python_model wird nicht aus einer Klasse dieses Notebooks gemacht, wie in python_model=Phi3Model().",
  "{0} is a {1}; the form is for a PythonModel.": "{0} ist ein {1}; das Formular ist für ein PythonModel.",
  "{0} does not derive from mlflow.pyfunc.PythonModel, which the form is for.":
    "{0} ist nicht von mlflow.pyfunc.PythonModel abgeleitet, wofür das Formular da ist.",
  "{0} runs on transformers; the form's class runs on onnxruntime-genai.":
    "{0} läuft auf transformers; die Klasse des Formulars läuft auf onnxruntime-genai.",
  "{0} does not run on onnxruntime-genai, as the form's class does.":
    "{0} läuft nicht auf onnxruntime-genai, wie es die Klasse des Formulars tut.",
  "The class does more than the form's, or other things: here it would not run as it is written.":
    "Die Klasse tut mehr als die des Formulars, oder anderes: Hier liefe sie nicht so, wie sie geschrieben ist.",
  "The form is for artifacts={…} with one folder, written out in log_model.":
    "Das Formular ist für artifacts={…} mit einem Ordner, ausgeschrieben in log_model.",
  'The form\'s input example is {"prompt": …} with one text.':
    'Das Eingabebeispiel des Formulars ist {"prompt": …} mit einem Text.',
  'The form\'s signature is infer_signature(input_example, ["…"]); this one is another.':
    'Die Signatur des Formulars ist infer_signature(input_example, ["…"]); diese ist eine andere.',
};
