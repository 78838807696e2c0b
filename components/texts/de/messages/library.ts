import type { Catalog } from "#base/message.ts";

/** `src/library` and `workers/library`. */
export const library: Catalog = {
  "Downloading {0}": "{0} wird heruntergeladen",
  "Opening {0}": "{0} wird geöffnet",
  "This engine has no {0}. It knows {1}.": "Diese Engine kennt {0} nicht. Sie kennt {1}.",
  "n is {0}; this engine gives one answer.": "n ist {0}; diese Engine gibt eine Antwort.",
  "max_tokens is {0}; give a whole number above 0.":
    "max_tokens ist {0}; geben Sie eine ganze Zahl über 0 an.",
  "{0} is {1}; give a number.": "{0} ist {1}; geben Sie eine Zahl an.",
  "stop is {0}; give a text or a list of texts.":
    "stop ist {0}; geben Sie einen Text oder eine Liste von Texten an.",
  "Message {0} needs a role and a content: a text, or parts of the type text.":
    "Die Nachricht {0} braucht role und content: einen Text oder Teile der Art text.",
  "temperature is {0}; give 0 or a number above.":
    "temperature ist {0}; geben Sie 0 oder eine Zahl darüber an.",
  "{0} cannot be read. The server may be out of reach. In a browser, it may also not allow pages of other hosts to read it (CORS), or the page's policy may forbid it (connect-src).":
    "{0} kann nicht gelesen werden. Der Server ist vielleicht nicht erreichbar. In einem Browser kann es auch sein, dass er Seiten anderer Hosts das Lesen nicht erlaubt (CORS) oder dass die Policy der Seite es verbietet (connect-src).",
  "{0} cannot be read: the server answered {1}. Check the address.":
    "{0} kann nicht gelesen werden: Der Server hat mit {1} geantwortet. Prüfen Sie die Adresse.",
  "{0} is a web page, and not a file of a model. Check the address.":
    "{0} ist eine Webseite und keine Datei eines Modells. Prüfen Sie die Adresse.",
  "{0} was cut short. Try again.": "{0} wurde abgeschnitten. Versuchen Sie es noch einmal.",
  "{0} is larger than the {1} bytes that may be downloaded. Choose a smaller model, or allow more.":
    "{0} ist größer als die {1} Bytes, die heruntergeladen werden dürfen. Wählen Sie ein kleineres Modell, oder erlauben Sie mehr.",
  "The model holds its weights as safetensors, and this library computes from ONNX. Give the same weights in ONNX, as the option onnx.":
    "Das Modell hat seine Gewichte als safetensors, und diese Bibliothek rechnet mit ONNX. Geben Sie dieselben Gewichte in ONNX an, als Option onnx.",
  "The model's class {0} is Python of its own, and this library runs no Python. Load the files of its decoder with Model.load, or run the model with MLflow.":
    "Die Klasse {0} des Modells ist eigenes Python, und diese Bibliothek führt kein Python aus. Laden Sie die Dateien des Decoders mit Model.load, oder führen Sie das Modell mit MLflow aus.",
  "{0} holds no {1}. Give the folder of a model that onnxruntime-genai's model builder made.":
    "{0} enthält keine {1}. Geben Sie den Ordner eines Modells an, das der Model Builder von onnxruntime-genai gemacht hat.",
  "{0} holds {1} models, in {2}. Give the folder of one of them.":
    "{0} enthält {1} Modelle, in {2}. Geben Sie den Ordner von einem davon an.",
  "The server does not tell the size of {0}. Let it expose the header {1}, or put a bundle.json beside the model's files that lists them with their sizes.":
    "Der Server nennt die Größe von {0} nicht. Lassen Sie ihn den Header {1} freigeben, oder legen Sie eine bundle.json neben die Dateien des Modells, die sie mit ihren Größen aufführt.",
  "The worker that held the model has ended. Load the model again, with Model.load.":
    "Der Worker, der das Modell hielt, ist beendet. Laden Sie das Modell noch einmal, mit Model.load.",
  "This generator is disposed of, or the worker that held it has ended. Create another one.":
    "Dieser Generator ist freigegeben, oder der Worker, der ihn hielt, ist beendet. Erzeugen Sie einen neuen.",
  "The model's task is {0}, which has no chat. Ask it with predict.":
    "Die Aufgabe des Modells ist {0}, die keinen Chat hat. Fragen Sie es mit predict.",
  "Load the model again. If the worker never started, the package's files do not lie beside its entry: see “Files, bundlers and hosts” in its README.":
    "Laden Sie das Modell noch einmal. Ist der Worker nie gestartet, liegen die Dateien des Pakets nicht neben seinem Einstieg: siehe „Files, bundlers and hosts“ in seinem README.",
  "This model is disposed of. Load it again.": "Dieses Modell ist freigegeben. Laden Sie es noch einmal.",
  "The runtime is {0}; give {1}.": "Die Laufzeit ist {0}; geben Sie eine von diesen an: {1}.",
  "maxLength is {0}; give a whole number above 0.": "maxLength ist {0}; geben Sie eine ganze Zahl über 0 an.",
  "This worker holds the int4 kernel only.": "Dieser Worker hat nur den int4-Kernel.",
  "The data is not JSON. Send an object, or a list of objects.":
    "Die Daten sind kein JSON. Geben Sie ein Objekt oder eine Liste von Objekten an.",
  "The browser checks files on pages with https (or of this machine) only. Serve the page over https.":
    "Der Browser prüft Dateien nur auf Seiten mit https (oder von diesem Rechner). Liefern Sie die Seite über https aus.",
  "There is no file or folder {0}.": "Es gibt keine Datei und keinen Ordner {0}.",
  'This names no model. Give an address, a File of a zip, the Files of a folder, a file system handle, or hub("owner/name").':
    'Das benennt kein Modell. Geben Sie eine Adresse, ein File einer Zip, die Files eines Ordners, ein Handle des Dateisystems oder hub("owner/name") an.',
};
