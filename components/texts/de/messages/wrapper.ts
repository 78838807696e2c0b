import type { Catalog } from "#base/message.ts";

export const wrapper: Catalog = {
  "log_model is given no model_config. MLflow's model then answers with 256 new tokens at most; the page and its artifact keep the form's max_length.":
    "log_model bekommt keine model_config. Das Modell von MLflow antwortet dann mit höchstens 256 neuen Tokens; die Seite und ihr Artefakt behalten max_length aus dem Formular.",
  'model_config has "{0}" with a value that the page cannot write, so it is left out.':
    "model_config hat „{0}“ mit einem Wert, den die Seite nicht schreiben kann; er fehlt im Artefakt.",
  'model_config has "{0}", which option 1 cannot do in the page. The artifact holds it; the inference cell refuses to answer without it.':
    "model_config hat „{0}“, was Option 1 auf der Seite nicht kann. Das Artefakt enthält es; die Inferenz-Zelle antwortet nicht ohne es.",
  "The pipeline is given {0}. MLflow would save the weights in that type; the page packs them as they are in the model's files.":
    "Die Pipeline bekommt {0}. MLflow würde die Gewichte in diesem Typ speichern; die Seite packt sie, wie sie in den Dateien des Modells sind.",
  "The pipeline is given {0}. MLflow does not save it with the model, so neither the artifact nor the answer has it. Put it into model_config.":
    "Die Pipeline bekommt {0}. MLflow speichert das nicht mit dem Modell, daher hat es weder das Artefakt noch die Antwort. Schreiben Sie es in model_config.",
  "{0} Choose another kind of model, or other libraries.":
    "{0} Wählen Sie eine andere Art des Modells, oder andere Bibliotheken.",
  "This page has it from MLflow 2.22 on.": "Diese Seite hat es ab MLflow 2.22.",
  "This page has it for MLflow 3 only.": "Diese Seite hat es nur für MLflow 3.",
  "Each search option is a param, and there is none. Add one.":
    "Jede Suchoption ist ein Param, und es gibt keine. Fügen Sie eine hinzu.",
  // Profiles
  "Today's libraries": "Heutige Bibliotheken",
  "Mid-2025, the last MLflow 2": "Mitte 2025, das letzte MLflow 2",
  "Mid-2024, as in the write-up": "Mitte 2024, wie im Artikel",

  // Version profiles
  "Today: MLflow 3.17, transformers 5, onnxruntime-genai 0.18":
    "Heute: MLflow 3.17, transformers 5, onnxruntime-genai 0.18",
  "The last MLflow 2: MLflow 2.22, transformers 4.51, onnxruntime-genai 0.7":
    "Das letzte MLflow 2: MLflow 2.22, transformers 4.51, onnxruntime-genai 0.7",
  "Mid-2024, as in the write-up: MLflow 2.14, transformers 4.41, onnxruntime-genai 0.2":
    "Mitte 2024, wie im Artikel: MLflow 2.14, transformers 4.41, onnxruntime-genai 0.2",

  // Problems of the form
  "The artifact needs a name, such as phi3_mlflow_model.":
    "Das Artefakt braucht einen Namen, etwa phi3_mlflow_model.",
  'MLflow refuses / : . % " \' in a model\'s name; found "{0}". Use letters, digits, - and _.':
    "MLflow lehnt / : . % \" ' im Namen eines Modells ab; gefunden wurde „{0}“. Nehmen Sie Buchstaben, Ziffern, - und _.",
  '"{0}" is not a pip requirement. Write a package, or a package and a version: numpy==2.4.6.':
    "„{0}“ ist keine Angabe, die pip versteht. Schreiben Sie ein Paket, oder ein Paket und eine Version: numpy==2.4.6.",
  "max_length should be a whole number from 1; found {0}.":
    "max_length müsste eine ganze Zahl ab 1 sein; gefunden wurde {0}.",
  'The class needs a Python name, such as Phi3Model; found "{0}".':
    "Die Klasse braucht einen Namen, wie Python ihn erlaubt, etwa Phi3Model; gefunden wurde „{0}“.",
  'The artifacts key should be a plain word, such as phi3-mini-onnx; found "{0}".':
    "Der Schlüssel in artifacts müsste ein einfaches Wort sein, etwa phi3-mini-onnx; gefunden wurde „{0}“.",
  "The input example needs a prompt: the signature is inferred from it.":
    "Das Beispiel einer Eingabe braucht einen Prompt: Aus ihm wird die Signatur abgeleitet.",
  'A repository of the hub is owner/name, such as microsoft/Phi-3-mini-4k-instruct; found "{0}".':
    "Ein Repository des Hubs ist Besitzer/Name, etwa microsoft/Phi-3-mini-4k-instruct; gefunden wurde „{0}“.",
  'A commit is its 40 hexadecimal digits, which the hub shows under "History"; found "{0}".':
    "Ein Commit sind seine 40 hexadezimalen Ziffern, die der Hub unter „History“ zeigt; gefunden wurde „{0}“.",
  'onnxruntime-genai has no search option "{0}". It has {1}.':
    "onnxruntime-genai hat keine Suchoption „{0}“. Es hat {1}.",
  "{0} should be True or False; found {1}.": "{0} müsste True oder False sein; gefunden wurde {1}.",
  "{0} should be a number; found {1}.": "{0} müsste eine Zahl sein; gefunden wurde {1}.",
  "{0} should be a whole number; found {1}.": "{0} müsste eine ganze Zahl sein; gefunden wurde {1}.",

  // Edited code
  "Line {0} of the code is not valid Python. Correct it, or discard your edits to get the generated code back.":
    "Zeile {0} des Codes ist kein gültiges Python. Korrigieren Sie sie, oder verwerfen Sie Ihre Änderungen, um den erzeugten Code zurückzubekommen.",
  "The code should define the class {0}, which log_model is given; it does not. Add the class, or discard the edits.":
    "Der Code müsste die Klasse {0} definieren, die log_model bekommt; er tut es nicht. Fügen Sie die Klasse hinzu, oder verwerfen Sie die Änderungen.",
  "This is not valid Python, so the form does not follow the code.":
    "Das ist kein gültiges Python, daher folgt das Formular dem Code nicht.",
  "There is no call of log_model: the form keeps the name and the arguments it had.":
    "log_model wird nicht aufgerufen: Das Formular behält den Namen und die Argumente, die es hatte.",
  "The page cannot read {0} without running the code, so the form keeps what it had.":
    "Die Seite kann {0} nicht lesen, ohne den Code auszuführen, daher behält das Formular, was es hatte.",
  "the search options": "die Suchoptionen",
  "the search option {0}": "die Suchoption {0}",
  'The page writes and runs the tasks {0}; "{1}" is kept in the code only.':
    "Die Seite schreibt die Aufgaben {0} und führt sie aus; „{1}“ bleibt nur im Code.",
  'The input example should have the key "prompt" with a text, because the page asks with a prompt.':
    "Das Beispiel einer Eingabe müsste den Schlüssel „prompt“ mit einem Text haben, weil die Seite mit einem Prompt fragt.",
  "A prompt_template with the task text-generation is kept in the code only.":
    "Eine prompt_template zur Aufgabe text-generation bleibt nur im Code.",
  "log_model is given {0}, which the form does not show and the page does not use.":
    "log_model bekommt {0}, was das Formular nicht zeigt und die Seite nicht benutzt.",
  "{0} does not derive from mlflow.pyfunc.PythonModel, as the classes do that run here.":
    "{0} ist nicht von mlflow.pyfunc.PythonModel abgeleitet, wie es die Klassen sind, die hier laufen.",
  "There is no class that derives from mlflow.pyfunc.PythonModel.":
    "Es gibt keine Klasse, die von mlflow.pyfunc.PythonModel abgeleitet ist.",
  'The class reads context.artifacts["{0}"], but log_model is given {1}.':
    'Die Klasse liest context.artifacts["{0}"], aber log_model bekommt {1}.',

  // Known breakages
  "onnxruntime-genai {0} has no params.input_ids and no model.generate(): they went with 0.6. A Generator takes the tokens with append_tokens().":
    "onnxruntime-genai {0} hat kein params.input_ids und kein model.generate(): Sie entfielen mit 0.6. Ein Generator nimmt die Tokens mit append_tokens().",
  "onnxruntime-genai {0} has no append_tokens(): it came with 0.6. Before it, the tokens are params.input_ids, and model.generate() makes the answer.":
    "onnxruntime-genai {0} hat kein append_tokens(): Es kam mit 0.6. Davor sind die Tokens params.input_ids, und model.generate() macht die Antwort.",
  'MLflow refuses / : . % " \' in a model\'s name; found "{0}". "{1}" would do.':
    "MLflow lehnt / : . % \" ' im Namen eines Modells ab; gefunden wurde „{0}“. „{1}“ ginge.",
  "MLflow 3 calls the model's name `name`; `artifact_path` is deprecated there, and gives a warning.":
    "MLflow 3 nennt den Namen des Modells `name`; `artifact_path` ist dort veraltet und gibt eine Warnung.",
  "MLflow 2 calls the model's name `artifact_path`; `name` came with MLflow 3, and log_model raises without it.":
    "MLflow 2 nennt den Namen des Modells `artifact_path`; `name` kam mit MLflow 3, und ohne `artifact_path` wirft log_model einen Fehler.",
  '"{0}" has no version: an environment made next year may get another one than you tried. Write {1}==VERSION.':
    "„{0}“ hat keine Version: Eine Umgebung, die nächstes Jahr erstellt wird, bekommt vielleicht eine andere, als Sie ausprobiert haben. Schreiben Sie {1}==VERSION.",
  '"{0}" is not the version that this wrapper is written for: {1}. The code may not run on it.':
    "„{0}“ ist nicht die Version, für die dieser Wrapper geschrieben ist: {1}. Der Code läuft vielleicht nicht damit.",
  "The code imports {0}, but the requirements do not name {1}: where the model is served, its import would fail.":
    "Der Code importiert {0}, aber {1} steht nicht bei den Paketen für pip: Wo das Modell bereitgestellt wird, würde der Import scheitern.",
  "mlflow.transformers needs torchvision with transformers {0}, and pip_requirements does not name it: the model would not load.":
    "mlflow.transformers braucht mit transformers {0} auch torchvision, und pip_requirements nennt es nicht: Das Modell würde nicht laden.",
  "The code has {0} characters, and the page follows up to {1}: the form stays as it was.":
    "Der Code hat {0} Zeichen, und die Seite folgt bis zu {1}: Das Formular bleibt, wie es war.",
};
