import type { Catalog } from "#base/message.ts";

/** `src/mlflow`. What MLflow itself says stays as it says it. */
export const mlflow: Catalog = {
  // Writing an artifact
  "The model should have {0}; it is missing.": "Das Modell müsste {0} haben; die Datei fehlt.",
  "An artifact by reference needs a commit. Choose the commit of {0} in the wrapper.":
    "Ein Artefakt mit Verweis braucht einen Commit. Wählen Sie im Wrapper den Commit von {0}.",
  "An artifact by reference needs a Hugging Face repository and its commit, and {0} did not come from one. {1}":
    "Ein Artefakt mit Verweis braucht ein Repository von Hugging Face und dessen Commit, und {0} kam aus keinem. {1}",
  "With an artifact by reference, transformers downloads the weights from the hub. {0} has ONNX files only, which transformers cannot read. {1}":
    "Bei einem Artefakt mit Verweis lädt transformers die Gewichte vom Hub. {0} hat nur ONNX-Dateien, die transformers nicht lesen kann. {1}",
  "Enter the repository and commit of the original weights in the wrapper, or put the weights into the artifact.":
    "Geben Sie im Wrapper Repository und Commit der ursprünglichen Gewichte an, oder legen Sie die Gewichte ins Artefakt.",
  "Windows could not unpack {0}: {1}. Rename it in the model's folder, or in the wrapper's form, then run the artifact cell again.":
    "Windows könnte {0} nicht entpacken: {1}. Benennen Sie es im Ordner des Modells oder im Formular des Wrappers um, und führen Sie die Artefakt-Zelle noch einmal aus.",
  "it is {0} characters long, and Explorer allows about {1}, not counting the folder that it unpacks into":
    "Der Pfad ist {0} Zeichen lang, und der Explorer erlaubt etwa {1}, ohne den Ordner, in den er entpackt",
  "a name in it is longer than {0} characters": "Ein Name darin ist länger als {0} Zeichen",
  '{0} contains one of < > : " | ? * \\': '{0} enthält eines der Zeichen < > : " | ? * \\',
  "{0} ends in a dot or a space": "{0} endet mit einem Punkt oder Leerzeichen",
  "{0} is a device name in Windows": "{0} ist in Windows der Name eines Geräts",

  // Opening a model
  "Its own signature differs in {0} from the one that MLflow would give its wrapper.":
    "Seine eigene Signatur weicht an {0} von der ab, die MLflow seinem Wrapper gäbe.",
  "1 place": "1 Stelle",
  "{0} places": "{0} Stellen",
  "This model does not run here: its flavors are {0}, and what runs here is transformers pipelines and Python classes (pyfunc) around an ONNX decoder.":
    "Dieses Modell läuft hier nicht: Seine Flavors sind {0}, und hier laufen Pipelines von transformers und Python-Klassen (pyfunc) um einen ONNX-Decoder.",
  "The model's code, {0}, is not a Python file in the model.":
    "Der Code des Modells, {0}, ist keine Python-Datei im Modell.",
  "The model names no python_model.": "Das Modell nennt kein python_model.",
  "{0} is too large to be inspected.": "{0} ist zu groß, um untersucht zu werden.",
  "Its class is in {0} as bytecode, which is never run here. The wrapper is one that was written here for the same files: compare its search options with the code that logged the model.":
    "Seine Klasse steht als Bytecode in {0}, der hier nie ausgeführt wird. Der Wrapper ist einer, der hier für dieselben Dateien geschrieben wurde: Vergleichen Sie seine Suchoptionen mit dem Code, der das Modell geloggt hat.",
  "Its weights equal those of {0}, so the ONNX file of those runs here.":
    "Seine Gewichte gleichen denen von {0}; deshalb läuft hier deren ONNX-Datei.",
  "ONNX files run here, and this model has its weights as safetensors only. To run it, open the same model with its ONNX file.":
    "Hier laufen ONNX-Dateien, und dieses Modell hat seine Gewichte nur als safetensors. Um es auszuführen, öffnen Sie dasselbe Modell mit seiner ONNX-Datei.",
  "{0} has no file named MLmodel, so it is not an MLflow model. Choose the folder that contains MLmodel. If it is a plain model, open it as one.":
    "{0} enthält keine Datei namens MLmodel, ist also kein MLflow-Modell. Wählen Sie den Ordner, in dem MLmodel liegt. Ist es ein Modell ohne MLflow, öffnen Sie es als solches.",
  "{0} contains {1} MLflow models, in {2}. Open one of these folders.":
    "{0} enthält {1} MLflow-Modelle, in diesen Ordnern: {2}. Öffnen Sie einen davon.",
  "the top": "der oberste",
  "{0} is missing in the model.": "{0} fehlt im Modell.",
  "{0} has {1} bytes, and up to {2} are read.": "{0} hat {1} Bytes, und gelesen werden bis zu {2}.",
  "MLmodel should be YAML with a map of flavors; it has none. The file is not MLflow's, or it is damaged.":
    "MLmodel müsste YAML mit einer Map namens flavors sein; es hat keine. Die Datei ist nicht von MLflow, oder sie ist beschädigt.",
  "This model does not run here: {0}.": "Dieses Modell läuft hier nicht: {0}.",
  "it names no task, and what runs here is {0}": "es nennt keine Aufgabe, und hier laufen {0}",
  "it has no artifacts": "es hat keine Artefakte",
  "none of its artifacts ({0}) holds {1}": "keines seiner Artefakte ({0}) enthält {1}",
  "This model does not run here: it is a {0}, and what runs here is transformers pipelines and classes of type PythonModel (pyfunc) around an ONNX decoder.":
    "Dieses Modell läuft hier nicht: Es ist ein {0}, und hier laufen transformers-Pipelines und Klassen vom Typ PythonModel (pyfunc) um einen ONNX-Decoder.",
  'The MLflow model cannot use stop: MLflow would load the tokenizer of "{0}" from the Hugging Face hub, and that is not a repository there. Remove stop, or name the repository of the original weights in the wrapper.':
    "Das MLflow-Modell kann „stop“ nicht verwenden: MLflow würde den Tokenizer von „{0}“ vom Hugging Face Hub laden, und dort gibt es kein solches Repository. Entfernen Sie „stop“, oder nennen Sie im Wrapper das Repository der ursprünglichen Gewichte.",
  "its task is {0}, and what runs here is {1}": "Seine Aufgabe ist {0}, und hier laufen {1}",
  "it has no weights": "Es enthält keine Gewichte",
  "it has no weights, and refers to {0} instead. Download that model":
    "Es enthält keine Gewichte und verweist stattdessen auf {0}. Laden Sie jenes Modell herunter",
  "it has no weights, and refers to {0} at {1} instead. Download that model":
    "Es enthält keine Gewichte und verweist stattdessen auf {0} bei {1}. Laden Sie jenes Modell herunter",
  "This model does not run here: {0}, and what runs here is Python classes around an ONNX decoder, which {1} describes.":
    "Dieses Modell läuft hier nicht: {0}, und hier laufen Python-Klassen um einen ONNX-Decoder, den {1} beschreibt.",
  none: "keine",

  // Its signature
  "In MLmodel, the signature's {0} are not valid JSON.":
    "In MLmodel ist „{0}“ der Signatur kein gültiges JSON.",
  "The signature's {0} is of type {1}; supported are {2}, array, object, map, any, sparkml_vector and tensor.":
    "In der Signatur ist „{0}“ vom Typ {1}; unterstützt werden {2}, array, object, map, any, sparkml_vector und tensor.",
  "A model with a tensor signature does not run here.":
    "Ein Modell, dessen Signatur Tensoren hat, läuft hier nicht.",
  "all columns, or all tensors": "nur Spalten oder nur Tensoren",
  "the name of a numpy type": "der Name eines numpy-Typs",
  "a list of whole numbers": "eine Liste ganzer Zahlen",
  "In the model's signature, {0} should be {1}.": "In der Signatur des Modells müsste „{0}“ {1} sein.",
  "{0}, entry {1}": "{0}, Eintrag {1}",
  "a scalar or an object": "ein Skalar oder ein Objekt",
  "a type of at most {0} levels": "ein Typ mit höchstens {0} Ebenen",

  // What is asked
  "The input is empty. Enter a JSON object, such as {0}.":
    "Die Eingabe ist leer. Geben Sie ein JSON-Objekt ein, etwa {0}.",
  "The input is not valid JSON. It should look like {0}.":
    "Die Eingabe ist kein gültiges JSON. Sie müsste aussehen wie {0}.",
  "The input is not valid JSON (line {0}, column {1}). It should look like {2}.":
    "Die Eingabe ist kein gültiges JSON (Zeile {0}, Spalte {1}). Sie müsste aussehen wie {2}.",
  "The input has no request. Enter one such as {0}.":
    "Die Eingabe enthält keine Anfrage. Geben Sie eine ein, etwa {0}.",
  "This page answers one chat at a time, and this input has {0}; MLflow would answer each. Keep one, such as {1}.":
    "Diese Seite beantwortet einen Chat auf einmal, und diese Eingabe enthält {0}; MLflow würde jeden beantworten. Behalten Sie einen, etwa {1}.",
  "This page answers one prompt at a time, and this input has {0}; MLflow would answer each. Keep one, such as {1}.":
    "Diese Seite beantwortet einen Prompt auf einmal, und diese Eingabe enthält {0}; MLflow würde jeden beantworten. Behalten Sie einen, etwa {1}.",
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
  '"prompt" should be text. Enter for example {0}.':
    "„prompt“ müsste ein Text sein. Geben Sie zum Beispiel {0} ein.",
  '"messages" should have at least one message, such as {0}.':
    "„messages“ müsste mindestens eine Nachricht enthalten, etwa {0}.",
  '"messages[{0}]" should have "content" with a text: the chat template needs it.':
    "„messages[{0}]“ müsste „content“ mit einem Text haben: Die Chat-Vorlage braucht ihn.",
  "its flavors are {0}, and Python in this page loads classes (pyfunc) and pipelines":
    "Seine Flavors sind {0}, und Python in dieser Seite lädt Klassen (pyfunc) und Pipelines",
  "its class is not in a Python file, and this page never runs bytecode from a pickle. Log it as models from code":
    "Seine Klasse steht in keiner Python-Datei, und Bytecode aus einem Pickle führt diese Seite nie aus. Loggen Sie es als „models from code“",
  "its object has values in a pickle, which this page never runs. Log it as models from code, and set its values in load_context":
    "Sein Objekt hat Werte in einem Pickle, das diese Seite nie ausführt. Loggen Sie es als „models from code“ und setzen Sie seine Werte in load_context",
  "its artifact {0} is larger than {1} MB, and is not a model that this page can run: such a model has a {2}":
    "Sein Artefakt {0} ist größer als {1} MB und kein Modell, das diese Seite ausführen kann: Ein solches hat eine {2}",
  "Python in this page cannot load this model: {0}.":
    "Python in dieser Seite kann dieses Modell nicht laden: {0}.",
};
