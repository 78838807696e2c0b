import type { Catalog } from "#base/message.ts";

/** Why code that logs a model is no form. */
export const forms: Catalog = {
  // Beside what a form holds
  "There is more code above it than this page reads for a form.":
    "Darüber steht mehr Code, als diese Seite für ein Formular liest.",
  "The cell logs several models.": "Die Zelle loggt mehrere Modelle.",
  "The cell also has “{0}”, which the form cannot hold.":
    "In der Zelle steht auch „{0}“, wofür das Formular keinen Platz hat.",
  "Another cell uses {0}, which the form's Python does not set.":
    "Eine andere Zelle verwendet {0}, das der Code des Formulars nicht setzt.",
  "The page cannot tell what {0} is without running the code.":
    "Die Seite kann nicht erkennen, was {0} ist, ohne den Code auszuführen.",
  "The arguments of {0} are set elsewhere and unpacked with ** or *.":
    "Die Argumente von {0} werden anderswo gesetzt und mit ** oder * entpackt.",
  "{0} has more positional arguments than the form supports.":
    "{0} hat mehr Positionsargumente, als das Formular unterstützt.",
  "The form has no field for {0}.": "Das Formular hat kein Feld für {0}.",
  "The form has no field for {0} in model_config.": "Das Formular hat kein Feld für {0} in model_config.",
  "model_config has values of types that the form does not support.":
    "model_config hat Werte von Typen, die das Formular nicht unterstützt.",
  "The code sets only part of model_config; the form adds {0}.":
    "Der Code setzt nur einen Teil von model_config; das Formular ergänzt {0}.",

  // How the model is logged
  "It logs with mlflow.{0}; forms are for mlflow.transformers and mlflow.pyfunc.":
    "Sie loggt mit mlflow.{0}; Formulare gibt es für mlflow.transformers und mlflow.pyfunc.",
  "save_model writes a folder; forms are for log_model.":
    "save_model schreibt einen Ordner; Formulare gibt es für log_model.",
  "log_model is called within another expression.": "log_model wird in einem anderen Ausdruck aufgerufen.",
  "log_model has no name argument.": "log_model hat kein Argument name.",
  "The form supports the tasks {0}; this cell uses {1}.":
    "Das Formular unterstützt die Aufgaben {0}; diese Zelle verwendet {1}.",

  // A pipeline
  "log_model has no transformers_model argument.": "log_model hat kein Argument transformers_model.",
  "The model is passed in parts, such as a model and a tokenizer; the form needs a pipeline.":
    "Das Modell wird in Teilen übergeben, etwa als Modell und Tokenizer; das Formular braucht eine Pipeline.",
  "The model is passed as a path; the form needs a pipeline.":
    "Das Modell wird als Pfad übergeben; das Formular braucht eine Pipeline.",
  "The model does not come from transformers.pipeline(…) at the top level of a cell, as the form needs.":
    "Das Modell kommt nicht von transformers.pipeline(…) auf oberster Ebene einer Zelle, wie es das Formular braucht.",
  "The pipeline's task is {0}; this page runs text-generation.":
    "Die Aufgabe der Pipeline ist {0}; diese Seite führt text-generation aus.",
  "The pipeline has no task; the form needs text-generation.":
    "Die Pipeline hat keine Aufgabe; das Formular braucht text-generation.",
  "The pipeline has no model; the form needs one.":
    "Die Pipeline hat kein Modell; das Formular braucht eines.",
  "The model {0} is not a Phi-3 model that this page can run.":
    "Das Modell {0} ist kein Phi-3-Modell, das diese Seite ausführen kann.",

  // A class
  "log_model has no python_model argument.": "log_model hat kein Argument python_model.",
  "The model is a file of code (models from code); the form is for a class in the notebook.":
    "Das Modell ist eine Datei mit Code (Models from code); das Formular ist für eine Klasse im Notebook.",
  "python_model is not made from a class of this notebook, as in python_model=Phi3Model().":
    "python_model wird nicht aus einer Klasse dieses Notebooks erzeugt, wie in python_model=Phi3Model().",
  "{0} is a {1}; the form is for a PythonModel.": "{0} ist ein {1}; das Formular ist für ein PythonModel.",
  "{0} does not derive from mlflow.pyfunc.PythonModel, as the form needs.":
    "{0} ist nicht von mlflow.pyfunc.PythonModel abgeleitet, wie es das Formular braucht.",
  "{0} runs on transformers; the form's class runs on onnxruntime-genai.":
    "{0} verwendet transformers; die Klasse des Formulars verwendet onnxruntime-genai.",
  "{0} does not run on onnxruntime-genai, as the form's class does.":
    "{0} verwendet nicht onnxruntime-genai wie die Klasse des Formulars.",
  "The class does other things than the form's class, so the form would not run it as written.":
    "Die Klasse tut anderes als die des Formulars: Das Formular würde sie nicht so ausführen, wie sie geschrieben ist.",
  "The form is for artifacts={…} with one folder, written out in log_model.":
    "Das Formular braucht artifacts={…} mit einem Ordner, ausgeschrieben in log_model.",
  'The form\'s input example is {"prompt": …} with one text.':
    'Die Beispieleingabe des Formulars ist {"prompt": …} mit einem Text.',
  'The form\'s signature is infer_signature(input_example, ["…"]); this one is different.':
    'Die Signatur des Formulars ist infer_signature(input_example, ["…"]); diese ist eine andere.',
};
