import type { Catalog } from "#base/message.ts";

/** `src/mlflow`. What MLflow itself says stays as it says it. */
export const mlflow: Catalog = {
  // Writing an artifact
  "The model should have {0}; it is missing.": "Das Modell müsste {0} haben; die Datei fehlt.",
  "By reference, the artifact names a repository of the Hugging Face hub at a commit. Choose the commit of {0} in the wrapper.":
    "Mit Verweis nennt das Artefakt ein Repository des Hugging Face Hub bei einem Commit. Wählen Sie im Wrapper den Commit von {0}.",
  "By reference, the artifact names a repository of the Hugging Face hub at a commit; {0} did not come from one. {1}":
    "Als Verweis nennt das Artefakt ein Repository des Hugging Face Hub bei einem Commit; {0} kam aus keinem. {1}",
  "By reference, transformers loads the weights from the hub; {0} gave ONNX only, which transformers does not read. {1}":
    "Als Verweis lädt transformers die Gewichte vom Hub; {0} gab nur ONNX her, was transformers nicht liest. {1}",
  "Give the repository and commit of the original weights in the wrapper, or put the weights into the artifact.":
    "Nennen Sie im Wrapper Repository und Commit der ursprünglichen Gewichte, oder legen Sie die Gewichte ins Artefakt.",
  "Windows could not unpack {0}: {1}. Rename it in the model's folder, or in the wrapper's form, and make the artifact again.":
    "Windows könnte {0} nicht entpacken: {1}. Benennen Sie es im Ordner des Modells oder im Formular des Wrappers um, und machen Sie das Artefakt noch einmal.",
  "it is {0} characters long, and Explorer takes about {1} besides the folder that it unpacks into":
    "Der Pfad ist {0} Zeichen lang, und der Explorer nimmt neben dem Ordner, in den er entpackt, etwa {1} an",
  "a name in it is longer than {0} characters": "Ein Name darin ist länger als {0} Zeichen",
  '{0} holds one of < > : " | ? * \\': '{0} enthält eines der Zeichen < > : " | ? * \\',
  "{0} ends in a dot or a space": "{0} endet mit einem Punkt oder Leerzeichen",
  "{0} is a device's name there": "{0} ist dort der Name eines Geräts",

  // Opening a model
  "Its own signature differs in {0} from the one that MLflow gives the wrapper below. The model cell shows its own.":
    "Seine eigene Signatur weicht an {0} von der ab, die MLflow dem Wrapper darunter gibt. Die Modell-Zelle zeigt die eigene.",
  "1 place": "1 Stelle",
  "{0} places": "{0} Stellen",
  "The page shows this model and cannot run it: its flavors are {0}, and the page runs transformers pipelines and Python classes (pyfunc) around an ONNX decoder.":
    "Die Seite zeigt dieses Modell und kann es nicht ausführen: Seine Flavors sind {0}, und die Seite führt Pipelines von transformers und Python-Klassen (pyfunc) um einen ONNX-Decoder aus.",
  "The model's code, {0}, is no Python file in it.":
    "Der Code des Modells, {0}, ist keine Python-Datei in ihm.",
  "The model names no python_model.": "Das Modell nennt kein python_model.",
  "{0} is too large for this page to look into.": "{0} ist zu groß, als dass diese Seite hineinsehen könnte.",
  "Its class is in {0} as bytecode, which this page never runs. The wrapper below is the page's own, around the same files: check its search options against the code that logged the model.":
    "Seine Klasse steht als Bytecode in {0}, den diese Seite nie ausführt. Der Wrapper darunter ist der der Seite, um dieselben Dateien: Vergleichen Sie seine Suchoptionen mit dem Code, der das Modell geloggt hat.",
  "Its weights are those of {0}, number for number, so the page runs them in the ONNX form that it has of them.":
    "Seine Gewichte sind Zahl für Zahl die von {0}; die Seite führt sie deshalb in der ONNX-Form aus, die sie von ihnen hat.",
  "The page computes from ONNX, and this model holds its weights as safetensors only: it can be read and wrapped here, and asked once a model cell has the same model with its ONNX file.":
    "Die Seite rechnet mit ONNX, und dieses Modell hat seine Gewichte nur als safetensors: Es lässt sich hier lesen und verpacken, und fragen, sobald eine Modell-Zelle dasselbe Modell mit seiner ONNX-Datei hat.",
  "{0} holds no file named MLmodel, so it is no MLflow model. Choose the folder that holds MLmodel, or open it in a model cell if it is a plain model.":
    "{0} enthält keine Datei namens MLmodel, ist also kein MLflow-Modell. Wählen Sie den Ordner, in dem MLmodel liegt, oder öffnen Sie es in einer Modell-Zelle, falls es ein bloßes Modell ist.",
  "{0} holds {1} MLflow models: in {2}. Open one of these folders.":
    "{0} enthält {1} MLflow-Modelle, in diesen Ordnern: {2}. Öffnen Sie einen davon.",
  "the top": "der oberste",
  "{0} is missing in the model.": "{0} fehlt im Modell.",
  "{0} has {1} bytes; this page reads up to {2}.": "{0} hat {1} Bytes; diese Seite liest bis zu {2}.",
  "MLmodel should be YAML with a map of flavors; it has none. The file is not MLflow's, or it is damaged.":
    "MLmodel müsste YAML mit einer Map namens flavors sein; es hat keine. Die Datei ist nicht von MLflow, oder sie ist beschädigt.",
  "The page shows this model and cannot run it: {0}.":
    "Die Seite zeigt dieses Modell und kann es nicht ausführen: {0}.",
  "it names no task, and the page runs {0}": "es nennt keine Aufgabe, und die Seite führt {0} aus",
  "it has no artifacts": "es hat keine Artefakte",
  "none of its artifacts ({0}) holds {1}": "keines seiner Artefakte ({0}) enthält {1}",
  "The page shows this model and cannot run it: it is a {0}, and the page runs transformers pipelines and classes of type PythonModel (pyfunc) around an ONNX decoder.":
    "Die Seite zeigt dieses Modell und kann es nicht ausführen: Es ist ein {0}, und die Seite führt transformers-Pipelines und Klassen vom Typ PythonModel (pyfunc) um einen ONNX-Decoder aus.",
  'The MLflow model cannot use stop: MLflow would load the tokenizer of "{0}" from the Hugging Face hub, and that is not a repository there. Remove stop, or name the repository of the original weights in the wrapper.':
    "Das MLflow-Modell kann „stop“ nicht verwenden: MLflow würde den Tokenizer von „{0}“ vom Hugging Face Hub laden, und dort gibt es kein solches Repository. Entfernen Sie „stop“, oder nennen Sie im Wrapper das Repository der ursprünglichen Gewichte.",
  "its task is {0}, and the page runs {1}": "Seine Aufgabe ist {0}, und die Seite führt {1} aus",
  "it holds no weights": "Es enthält keine Gewichte",
  "it holds no weights, and refers to {0} instead. Download that model in a model cell":
    "Es enthält keine Gewichte und verweist stattdessen auf {0}. Laden Sie jenes Modell in einer Modell-Zelle herunter",
  "it holds no weights, and refers to {0} at {1} instead. Download that model in a model cell":
    "Es enthält keine Gewichte und verweist stattdessen auf {0} bei {1}. Laden Sie jenes Modell in einer Modell-Zelle herunter",
  "The page shows this model and cannot run it: {0}, and the page runs Python classes around an ONNX decoder, which {1} describes.":
    "Die Seite zeigt dieses Modell und kann es nicht ausführen: {0}, und die Seite führt Python-Klassen um einen ONNX-Decoder aus, den {1} beschreibt.",
  none: "keine",

  // Its signature
  "The signature's {0} should be JSON in MLmodel, and are not.":
    "In MLmodel müsste „{0}“ der Signatur JSON sein und ist es nicht.",
  "The signature's {0} is of type {1}; this page knows {2}, array, object, map, any, sparkml_vector and tensor.":
    "In der Signatur ist „{0}“ vom Typ {1}; diese Seite kennt {2}, array, object, map, any, sparkml_vector und tensor.",
  "This page shows tensor signatures, and asks no model that has one.":
    "Diese Seite zeigt Signaturen mit Tensoren, fragt aber kein Modell, das eine hat.",
  "all columns, or all tensors": "nur Spalten oder nur Tensoren",
  "the name of a numpy type": "der Name eines numpy-Typs",
  "a list of whole numbers": "eine Liste ganzer Zahlen",
  "In the model's signature, {0} should be {1}.": "In der Signatur des Modells müsste „{0}“ {1} sein.",
  "{0}, entry {1}": "{0}, Eintrag {1}",
  "a scalar or an object": "ein Skalar oder ein Objekt",
  "a type of at most {0} levels": "ein Typ mit höchstens {0} Ebenen",

  // What is asked
  "The input is empty. Write a JSON object, such as {0}.":
    "Die Eingabe ist leer. Schreiben Sie ein JSON-Objekt, etwa {0}.",
  "The input is not valid JSON. It should look like {0}.":
    "Die Eingabe ist kein gültiges JSON. Sie müsste aussehen wie {0}.",
  "The input is not valid JSON (line {0}, column {1}). It should look like {2}.":
    "Die Eingabe ist kein gültiges JSON (Zeile {0}, Spalte {1}). Sie müsste aussehen wie {2}.",
  "The input holds no request. Write for example {0}.":
    "Die Eingabe enthält keine Anfrage. Schreiben Sie zum Beispiel {0}.",
  "The page asks one chat at a time, and this input holds {0}; MLflow would answer each. Leave one, such as {1}.":
    "Die Seite stellt einen Chat auf einmal, und diese Eingabe enthält {0}; MLflow würde jeden beantworten. Lassen Sie einen stehen, etwa {1}.",
  "The page asks one prompt at a time, and this input holds {0}; MLflow would answer each. Leave one, such as {1}.":
    "Die Seite stellt einen Prompt auf einmal, und diese Eingabe enthält {0}; MLflow würde jeden beantworten. Lassen Sie einen stehen, etwa {1}.",
  "a number above 0 with its decimal point, such as 0.7 or 2.0":
    "eine Zahl über 0 mit ihrem Dezimalpunkt, etwa 0.7 oder 2.0",
  "a number from 0 to 1, such as 0.9": "eine Zahl von 0 bis 1, etwa 0.9",
  "a whole number from 0, such as 50": "eine ganze Zahl ab 0, etwa 50",
  "a whole number from 1, such as 300": "eine ganze Zahl ab 1, etwa 300",
  "a whole number from 1, such as 1": "eine ganze Zahl ab 1, etwa 1",
  'a list of texts, such as ["END"]': 'eine Liste von Texten, etwa ["ENDE"]',
  "a number with its decimal point, such as 0.5": "eine Zahl mit ihrem Dezimalpunkt, etwa 0.5",
  'a list of tools, each an object with its "type"':
    'eine Liste von Werkzeugen, jedes ein Objekt mit seinem "type"',
  'MLflow\'s predict refuses this input: {0} "{1}" takes {2}, or is left out.':
    "MLflows predict weist diese Eingabe ab: {0} „{1}“ nimmt {2}, oder es wird weggelassen.",
  "MLflow's predict refuses these params: {0}": "MLflows predict lehnt diese Params ab: {0}",
  "MLflow's predict refuses this input: {0} It should look like {1}.":
    "MLflows predict weist diese Eingabe ab: {0} Sie müsste aussehen wie {1}.",
  '"prompt" should be a text. Write for example {0}.':
    "„prompt“ müsste ein Text sein. Schreiben Sie zum Beispiel {0}.",
  '"messages" should hold at least one message, such as {0}.':
    "„messages“ müsste mindestens eine Nachricht enthalten, etwa {0}.",
  '"messages[{0}]" should have "content" with a text: the chat template needs it.':
    "„messages[{0}]“ müsste „content“ mit einem Text haben: Die Chat-Vorlage braucht ihn.",
  "its flavors are {0}, and Python in this page loads classes (pyfunc) and pipelines":
    "seine Flavors sind {0}, und Python in dieser Seite lädt Klassen (pyfunc) und Pipelines",
  "its class is no Python file in it: bytecode in a pickle never runs in this page. Log it as models from code":
    "seine Klasse ist keine Python-Datei darin: Bytecode in einem Pickle läuft in dieser Seite nie. Loggen Sie es als „models from code“",
  "its object holds values in a pickle, which this page never runs. Log it as models from code, and set its values in load_context":
    "sein Objekt hält Werte in einem Pickle, das diese Seite nie ausführt. Loggen Sie es als „models from code“ und setzen Sie seine Werte in load_context",
  "its artifact {0} is larger than {1} MB and no model that the page's engine runs ({2} describes one)":
    "sein Artefakt {0} ist größer als {1} MB und kein Modell, das die Engine der Seite ausführt ({2} beschreibt eines)",
  "Python in this page cannot load this model: {0}.":
    "Python in dieser Seite kann dieses Modell nicht laden: {0}.",
};
