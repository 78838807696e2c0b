import type { Catalog } from "#base/message.ts";

/** `src/bundle` and `workers/download`. A clause that comes behind a colon is a sentence there. */
export const bundle: Catalog = {
  // Folders
  "{0} holds no files. Choose the folder that holds the model: genai_config.json, tokenizer.json and the ONNX file.":
    "{0} enthält keine Dateien. Wählen Sie den Ordner, der das Modell enthält: genai_config.json, tokenizer.json und die ONNX-Datei.",
  "{0} holds no files. Choose the zip that holds the model: genai_config.json, tokenizer.json and the ONNX file.":
    "{0} enthält keine Dateien. Wählen Sie die Zip, die das Modell enthält: genai_config.json, tokenizer.json und die ONNX-Datei.",
  "The folder {0} could not be read. Allow access to it, or choose it again.":
    "Der Ordner {0} konnte nicht gelesen werden. Erlauben Sie den Zugriff darauf, oder wählen Sie ihn noch einmal.",
  "The folder holds more than {0} files, so it is not one model's. Choose the folder that holds genai_config.json.":
    "Der Ordner enthält mehr als {0} Dateien, gehört also nicht zu einem Modell allein. Wählen Sie den Ordner, in dem genai_config.json liegt.",
  "The folder {0}": "Der Ordner {0}",
  "{0} may not be read until you allow it again: press Allow in the model cell.":
    "{0} darf erst wieder gelesen werden, wenn Sie es erlauben: Drücken Sie in der Modell-Zelle auf „Erlauben“.",
  "{0} is gone": "{0} ist weg",
  "{0} was changed": "{0} wurde geändert",
  "The folder {0} is not as it was when it was opened: {1}. Put the files back, or open the folder again to use it as it is now.":
    "Der Ordner {0} ist nicht mehr, wie er beim Öffnen war: {1}. Legen Sie die Dateien zurück, oder öffnen Sie den Ordner neu, um ihn zu benutzen, wie er jetzt ist.",
  "{0} in the folder {1} could not be read. Check that the disk is there, or open the folder again.":
    "{0} im Ordner {1} konnte nicht gelesen werden. Prüfen Sie, ob das Laufwerk da ist, oder öffnen Sie den Ordner neu.",

  // Paths
  'The file path {0} cannot be used: {1}. Expected a relative path such as "onnx/model.onnx".':
    "Der Dateipfad {0} ist nicht verwendbar: {1}. Erwartet wird ein relativer Pfad wie „onnx/model.onnx“.",
  "it is empty": "Er ist leer",
  "it is longer than {0} characters": "Er ist länger als {0} Zeichen",
  "it holds a control character": "Er enthält ein Steuerzeichen",
  "it holds a character that turns its line around": "Er enthält ein Zeichen, das seine Zeile umdreht",
  "it holds a backslash": "Er enthält einen Backslash",
  "it is absolute": "Er ist absolut",
  "it names a drive": "Er nennt ein Laufwerk",
  "it holds an empty folder name": "Er enthält einen leeren Ordnernamen",
  'it holds "{0}"': "Er enthält „{0}“",
  "The files {0} and {1} would overwrite each other: their names differ in letter case at most. Rename or remove one of them.":
    "Die Dateien {0} und {1} würden einander überschreiben: Ihre Namen unterscheiden sich höchstens in Groß- und Kleinschreibung. Benennen Sie eine um, oder entfernen Sie sie.",
  "{0} is a file, and {1} needs a folder of the same name.":
    "{0} ist eine Datei, und {1} braucht einen Ordner desselben Namens.",

  // Zips
  "{0} cannot be opened. {1} Make the zip again, or open the unpacked folder instead.":
    "{0} lässt sich nicht öffnen. {1} Machen Sie die Zip neu, oder öffnen Sie stattdessen den entpackten Ordner.",
  "This page cannot open {0}; found {1}. It opens notebooks (.ipynb), notebooks with their model (.phi3bundle.zip), and models, also MLflow models, as a folder or a .zip.":
    "Diese Seite kann {0} nicht öffnen; gefunden wurde {1}. Sie öffnet Notebooks (.ipynb), Notebooks mit ihrem Modell (.phi3bundle.zip) und Modelle, auch MLflow-Modelle, als Ordner oder als .zip.",
  "It is not a zip file.": "Sie ist keine Zip-Datei.",
  "It starts like a zip but has no end: it was cut short, perhaps by an interrupted download.":
    "Sie beginnt wie eine Zip und hat kein Ende: Sie wurde abgeschnitten, vielleicht von einem abgebrochenen Download.",
  "It is one part of a zip split into several files.":
    "Sie ist ein Teil einer Zip, die auf mehrere Dateien aufgeteilt ist.",
  "It lists {0} files; a model has at most {1}.": "Sie führt {0} Dateien auf; ein Modell hat höchstens {1}.",
  "Its table of contents lists {0}, and {1} stands there.":
    "Ihr Inhaltsverzeichnis nennt {0}, und dort steht {1}.",
  "Its table of contents does not fit its contents: it is damaged or was cut short.":
    "Ihr Verzeichnis passt nicht zu ihrem Inhalt: Sie ist beschädigt oder wurde abgeschnitten.",
  "Its files overlap: together they take more room than the zip has.":
    "Ihre Dateien überlappen sich: Zusammen brauchen sie mehr Platz, als die Zip hat.",
  "It would grow from {0} to {1} bytes, more than {2} times: that cannot be a model.":
    "Sie würde von {0} auf {1} Bytes wachsen, auf mehr als das {2}-Fache: Das ist kein Modell.",
  "{0} in it is damaged.": "{0} darin ist beschädigt.",
  "{0} in it is larger than the zip says.": "{0} darin ist größer, als die Zip angibt.",
  "{0} in it is a patch of another file.": "{0} darin ist nur die Änderung einer anderen Datei.",
  "{0} in it is encrypted with a password.": "{0} darin ist mit einem Passwort verschlüsselt.",
  "{0} in it is packed by method {1}; only stored (0) and deflated (8) can be read.":
    "{0} darin ist mit Methode {1} gepackt; lesbar sind nur unverändert Abgelegtes (0) und Deflate (8).",
  "{0} in the zip is a symbolic link, which is not followed. Put the file itself into the zip.":
    "{0} in der Zip ist ein symbolischer Link, und solchen wird nicht gefolgt. Legen Sie die Datei selbst in die Zip.",
  "{0} was moved or deleted after it was opened. Put it back, or open the zip again.":
    "{0} ist weg, seit sie geöffnet wurde. Legen Sie sie zurück, oder öffnen Sie die Zip neu, um sie zu benutzen, wie sie jetzt ist.",
  "{0} was changed after it was opened. Put the original back, or open the zip again.":
    "{0} wurde geändert, seit sie geöffnet wurde. Legen Sie sie zurück, oder öffnen Sie die Zip neu, um sie zu benutzen, wie sie jetzt ist.",
  "{0} could not be read. Check that the disk is there.":
    "{0} konnte nicht gelesen werden. Prüfen Sie, ob das Laufwerk da ist.",

  // Files of a bundle
  "{0} is not valid JSON. Replace it with the file of the original model.":
    "{0} ist kein gültiges JSON. Ersetzen Sie es durch die Datei des ursprünglichen Modells.",
  "{0} could not be read: the server answered {1}. Load the model again.":
    "{0} konnte nicht gelesen werden: Der Server antwortete mit {1}. Laden Sie das Modell noch einmal.",
  "{0} is damaged: its SHA-256 should be {1} and is {2}. Load the model again.":
    "{0} ist beschädigt: Die SHA-256 müsste {1} sein und ist {2}. Laden Sie das Modell noch einmal.",
  "{0} should hold {1} bytes and holds only {2}: it was cut short or replaced. Open the model again.":
    "{0} müsste {1} Bytes haben und hat nur {2}: Die Datei wurde abgeschnitten oder ersetzt. Öffnen Sie das Modell neu.",
  "{0} should hold {1} bytes and holds more: it was cut short or replaced. Open the model again.":
    "{0} müsste {1} Bytes haben und hat mehr: Die Datei wurde ersetzt. Öffnen Sie das Modell neu.",
  "{0} could not be read. It may have been moved or changed since the model was opened: open the model again.":
    "{0} konnte nicht gelesen werden. Vielleicht wurde die Datei verschoben oder geändert, seit das Modell geöffnet wurde: Öffnen Sie das Modell neu.",
  "{0} could not be read. Check the connection to its server and try again.":
    "{0} konnte nicht gelesen werden. Prüfen Sie die Verbindung zum Server, und versuchen Sie es noch einmal.",
  "the server answered {0}": "Der Server antwortete mit {0}",
  "The embedded demo model could not be read from the page's server. Check that the page is still being served, and try again; a model of your own can be opened meanwhile.":
    "Das mitgelieferte Demo-Modell war vom Server der Seite nicht zu lesen. Prüfen Sie, ob die Seite noch ausgeliefert wird, und versuchen Sie es noch einmal; ein eigenes Modell lässt sich inzwischen öffnen.",
  "The embedded demo model's bundle.json does not list its files as expected ({name, description, demo, files}). The page was not built or copied whole: build it again.":
    "Die bundle.json des mitgelieferten Demo-Modells führt seine Dateien nicht so auf wie erwartet ({name, description, demo, files}). Die Seite wurde nicht ganz gebaut oder kopiert: Bauen Sie sie neu.",

  // What a bundle can serve
  "{0} is missing: {1}. Choose a repository that has it.":
    "{0} fehlt: {1}. Wählen Sie ein Repository, das sie hat.",
  "This repository has no complete safetensors for option 1's MLflow model to hold. Let the wrapper refer to the repository that has them: its Weights, “By reference to the hub”.":
    "Dieses Repository hat keine vollständigen safetensors für das MLflow-Modell von Option 1. Lassen Sie den Wrapper auf das Repository verweisen, das sie hat: unter Gewichte, „Als Verweis auf den Hub“.",
  "{0} is missing: {1}. Add it to the folder.": "{0} fehlt: {1}. Legen Sie die Datei in den Ordner.",
  "{0} is not at the top but in {1}. Open that folder instead.":
    "{0} liegt nicht ganz oben, sondern in {1}. Öffnen Sie stattdessen diesen Ordner.",
  "the original model's repository has it beside the weights":
    "Das Repository des ursprünglichen Modells hat sie neben den Gewichten",
  "the page runs option 1 from ONNX; export it with optimum or the onnxruntime-genai model builder":
    "Die Seite führt Option 1 aus ONNX aus; exportieren Sie sie mit optimum oder dem Model Builder von onnxruntime-genai",
  "the onnxruntime-genai model builder writes it; Microsoft's Phi-3 ONNX repositories have it in each of their folders, such as cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4":
    "Der Model Builder von onnxruntime-genai schreibt sie; Microsofts Repositories von Phi-3 in ONNX haben sie in jedem ihrer Ordner, etwa cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
  "genai_config.json names it as the model": "genai_config.json nennt sie als das Modell",
  "the tokenizer needs it": "Der Tokenizer braucht sie",
  "option 1's MLflow model holds the weights in this form":
    "Das MLflow-Modell von Option 1 enthält die Gewichte in dieser Form",
  "config.json describes {0}; option 1 is written for {1}. Open a Phi-3 model.":
    "config.json beschreibt {0}; Option 1 ist für {1} geschrieben. Öffnen Sie ein Phi-3-Modell.",
  "no architecture": "keine Architektur",
  'genai_config.json describes a model of type "{0}"; option 2 is written for "phi3". Open a Phi-3 model.':
    "genai_config.json beschreibt ein Modell vom Typ „{0}“; Option 2 ist für „phi3“ geschrieben. Öffnen Sie ein Phi-3-Modell.",
  "{0} names no files (weight_map).": "{0} nennt keine Dateien (weight_map).",
  "{0} is missing, which {1} names. Add it to the folder.":
    "{0} fehlt, obwohl {1} es nennt. Legen Sie die Datei in den Ordner.",
  "{0} are missing, which {1} names. Add them to the folder.":
    "{0} fehlen, obwohl {1} sie nennt. Legen Sie die Dateien in den Ordner.",
  "config.json holds no JSON object.": "config.json enthält kein JSON-Objekt.",

  // Bundle files
  "{0} is not a complete bundle: {1}. Ask for the {2} again, or open the unpacked model's folder.":
    "{0} ist kein ganzes Bundle: {1}. Besorgen Sie sich {2} noch einmal, oder öffnen Sie den Ordner des entpackten Modells.",
  "{0} in it is too large": "{0} darin ist zu groß",
  "{0} in it holds {1} bytes, and its list says {2}": "{0} darin hat {1} Bytes, und die Liste sagt {2}",
  "its {0} is not a list of files": "Die {0} darin ist keine Liste von Dateien",
  "its list tells no SHA-256 of {0}": "Die Liste nennt keine SHA-256 von {0}",
  "{0}, which its list names, is missing": "{0} fehlt, obwohl die Liste es nennt",
  "{0} in it is compressed, and a bundle's files are stored as they are: it was unpacked and packed again":
    "{0} darin ist komprimiert, und Dateien eines Bundles werden unverändert abgelegt: Es wurde entpackt und wieder gepackt",
  "{0} is a zip, and no bundle of this page: it holds no bundle.json. Download it with the browser and open it as a zip.":
    "{0} ist eine Zip und kein Bundle dieser Seite: Sie enthält keine bundle.json. Laden Sie sie mit dem Browser herunter, und öffnen Sie sie als Zip.",
  "The bundle cannot be looked up: {0}": "Das Bundle lässt sich nicht abrufen: {0}",
  "{0} does not tell how long the bundle is. Unpack it on that server, and give the address of its bundle.json.":
    "{0} sagt nicht, wie lang das Bundle ist. Entpacken Sie es auf diesem Server, und geben Sie die Adresse seiner bundle.json an.",
  "{0} answered {1} where a part of the bundle was asked for (206). A bundle file needs a server that sends parts of files; unpack it on that server, and give the address of its bundle.json.":
    "{0} antwortete mit {1}, als nach einem Teil des Bundles gefragt wurde (206). Eine Bundle-Datei braucht einen Server, der Teile von Dateien sendet; entpacken Sie sie auf diesem Server, und nennen Sie die Adresse ihrer bundle.json.",
  "{0} sent another part of the bundle than was asked for. Look the bundle up again.":
    "{0} hat einen anderen Teil des Bundles geschickt, als gefragt war. Schlagen Sie das Bundle noch einmal nach.",
  "The bundle's notebook {0} holds {1} bytes, and a notebook has {2} at most. Ask for it without its outputs.":
    "Das Notebook {0} des Bundles hat {1} Bytes, und ein Notebook hat höchstens {2}. Lassen Sie es sich ohne Ausgaben schicken.",
  "The bundle's notebook {0} is not the one that its list promises: its SHA-256 should be {1} and is {2}. Download or copy the bundle again.":
    "Das Notebook {0} des Bundles ist nicht das, das die Liste verspricht: Die SHA-256 müsste {1} sein und ist {2}. Laden oder kopieren Sie das Bundle noch einmal.",
  "{0} takes {1} in this browser, which has {2} left for this page. Nothing was kept. Delete a model that you no longer need in the model cell, or free some of the disk; then open the file again.":
    "{0} braucht {1} in diesem Browser, der für diese Seite noch {2} hat. Nichts wurde gespeichert. Löschen Sie in der Modell-Zelle ein Modell, das Sie nicht mehr brauchen, oder schaffen Sie Platz auf der Festplatte; öffnen Sie die Datei dann noch einmal.",
  "The rest of this model lies in {0}. Open that file again: it goes on where it was.":
    "Der Rest dieses Modells liegt in {0}. Öffnen Sie diese Datei noch einmal: Es geht weiter, wo es war.",
  "{0} could not be read: it was moved, changed or removed since it was opened. What was read is kept; open the file again to go on.":
    "{0} konnte nicht gelesen werden: Die Datei wurde verschoben, geändert oder entfernt, seit sie geöffnet wurde. Was gelesen ist, bleibt; öffnen Sie die Datei noch einmal, um weiterzumachen.",

  // Where models are looked up
  "{0} is no address: {1}.": "{0} ist keine Adresse: {1}.",
  "{0} cannot be used as an address. Enter one that begins with https://, or with http://localhost for a server on this computer.":
    "{0} ist als Adresse nicht verwendbar. Geben Sie eine ein, die mit https:// beginnt, oder mit http://localhost für einen Server auf diesem Rechner.",
  "The address holds a password. Leave it out.": "Die Adresse enthält ein Passwort. Lassen Sie es weg.",
  "The model cannot be looked up: {0}": "Das Modell lässt sich nicht abrufen: {0}",
  "The model cannot be looked up: {0} The server says: “{1}”":
    "Das Modell lässt sich nicht abrufen: {0} Der Server sagt: „{1}“",
  "The safetensors of {0} are not complete: {1}. {2}":
    "Die safetensors von {0} sind nicht vollständig: {1}. {2}",
  "{0} is missing": "{0} fehlt",
  "{0} holds {1} bytes only": "{0} hat nur {1} Bytes",
  "{0} refused access ({1}). The model may be private, or you must first accept its terms on its page. Then enter an access token that can read it.":
    "{0} hat den Zugriff verweigert ({1}). Vielleicht ist das Modell privat, oder Sie müssen zuerst auf seiner Seite die Bedingungen annehmen. Geben Sie dann ein Zugriffstoken ein, das es lesen darf.",
  "{0} has no such file ({1}). Check the address and the revision; it may have been moved or deleted.":
    "{0} hat keine solche Datei ({1}). Prüfen Sie Adresse und Revision; vielleicht wurde sie verschoben oder gelöscht.",
  "{0} answered {1}. Try another address, or try again later.":
    "{0} antwortete mit {1}. Versuchen Sie eine andere Adresse, oder versuchen Sie es später noch einmal.",
  "{0} cannot be read. It may be out of reach, or not allow pages of other hosts to read it (CORS). Check the address and the connection; for your own server, let it send Access-Control-Allow-Origin.":
    "{0} konnte nicht gelesen werden. Vielleicht ist der Server nicht erreichbar, oder er lässt Seiten anderer Server nicht zu (CORS). Prüfen Sie Adresse und Verbindung; Ihren eigenen Server lassen Sie Access-Control-Allow-Origin senden.",
  "{0} does not return JSON, so it is not a list of files.":
    "{0} liefert kein JSON: Es ist keine Liste von Dateien.",
  "A list of a model's files has at most {0} MB, and so has its notebook; {1} is larger, and the rest was not read. Check the address.":
    "Eine Liste der Dateien eines Modells hat höchstens {0} MB, und sein Notebook auch; {1} ist größer, und der Rest wurde nicht gelesen. Prüfen Sie die Adresse.",
  '{0} is not a list of a model\'s files. Expected {"name": …, "files": [{"path": …, "size": …, "sha256": …}]}.':
    '{0} ist keine Liste der Dateien eines Modells. Erwartet wird {"name": …, "files": [{"path": …, "size": …, "sha256": …}]}.',
  "The list has {0} pieces of {1}, and its size needs {2}. Make the list again.":
    "Die Liste hat {0} Stücke von {1}, und die Größe verlangt {2}. Machen Sie die Liste neu.",
  "{0} lists {1} files; a model has between 1 and {2}. Check the address.":
    "{0} führt {1} Dateien auf; ein Modell hat zwischen 1 und {2}. Prüfen Sie die Adresse.",
  "The name {0} is too long to be kept.": "Der Name {0} ist zu lang, um gespeichert zu werden.",
  "The page runs ONNX files, and this repository has safetensors only. To try the model here, download a repository that was exported to ONNX.":
    "Die Seite führt ONNX-Dateien aus, und dieses Repository hat nur safetensors. Laden Sie ein nach ONNX exportiertes Repository herunter, um das Modell hier auszuprobieren.",
  "The page runs ONNX files, and this repository has safetensors only; as ONNX, {0} takes {1}, more than a web page's memory. To try a model here, download a smaller one.":
    "Die Seite führt ONNX-Dateien aus, und dieses Repository hat nur safetensors; als ONNX braucht {0} {1}, mehr als der Speicher einer Webseite. Laden Sie ein kleineres Modell herunter, um eines hier auszuprobieren.",
  "Option 2 needs ONNX files and a genai_config.json, and this repository has safetensors only. {0}":
    "Option 2 braucht ONNX-Dateien und eine genai_config.json, und dieses Repository hat nur safetensors. {0}",
  "Download a repository that onnxruntime-genai's model builder made.":
    "Laden Sie ein Repository herunter, das der Model Builder von onnxruntime-genai erstellt hat.",
  "Download {0} for it.": "Laden Sie dafür {0} herunter.",
  "The page runs ONNX files, and this repository has safetensors only. Download {0} to try the model here.":
    "Die Seite führt ONNX-Dateien aus, und dieses Repository hat nur safetensors. Um das Modell hier auszuprobieren, laden Sie {0} herunter.",
  "Its weights do not fit into the page's memory: WebAssembly has 4.29 GB in all. Choose a smaller model, or one of fewer bits.":
    "Seine Gewichte passen nicht in den Speicher der Seite: WebAssembly hat insgesamt 4,29 GB. Wählen Sie ein kleineres Modell oder eines mit weniger Bits.",
  "The model keeps its KV cache as {0}, as exports for CUDA and DirectML do; option 2 runs on the CPU here and needs float32. Choose a folder for CPU, such as cpu-int4-rtn-block-32-acc-level-4.":
    "Das Modell hält seinen KV-Cache als {0}, wie Exporte für CUDA und DirectML; Option 2 läuft hier auf der CPU und braucht float32. Wählen Sie einen Ordner für die CPU, etwa cpu-int4-rtn-block-32-acc-level-4.",
  "Choose another revision of the repository, or another repository.":
    "Wählen Sie einen anderen Stand des Repositorys oder ein anderes Repository.",
  "{0} holds {1} bytes that say where git-lfs has the file: whoever uploaded it left out the file itself. {2}":
    "{0} enthält {1} Bytes, die sagen, wo git-lfs die Datei hat: Wer sie hochgeladen hat, hat die Datei selbst weggelassen. {2}",
  "The repository does not have {0}, where {1} keeps weights. {2}":
    "Das Repository hat {0} nicht, und {1} hat dort Gewichte. {2}",
  "Weights that {0} needs are cut short in the repository: {1}. {2}":
    "Gewichte, die {0} braucht, sind im Repository abgeschnitten: {1}. {2}",
  "genai_config.json loads operators from {0} (custom_ops_library), and the model has no such file, so onnxruntime-genai would not load it. Use an export without custom_ops_library.":
    "genai_config.json lädt Operatoren aus {0} (custom_ops_library), und diese Datei hat das Modell nicht; onnxruntime-genai würde es nicht laden. Verwenden Sie einen Export ohne custom_ops_library.",
  '{0} holds {1} bytes that say where git-lfs has the file, and not the file itself. Run "git lfs pull" in the repository that it was copied from, or download the file, and open the folder again.':
    "{0} enthält {1} Bytes, die sagen, wo git-lfs die Datei hat, und nicht die Datei selbst. Führen Sie „git lfs pull“ in dem Repository aus, aus dem sie kopiert wurde, oder laden Sie die Datei herunter, und öffnen Sie den Ordner wieder.",
  "its header should follow, and the file says that it takes {0} of {1} bytes":
    "der Kopf müsste folgen, und die Datei sagt, dass er {0} von {1} Bytes einnimmt",
  "its header lists no tensors": "der Kopf nennt keine Tensoren",
  "{0} was cut short: its tensors take {1} bytes, and it holds {2}. Copy or download it again.":
    "{0} wurde abgeschnitten: Die Tensoren brauchen {1} Bytes, und es sind {2} da. Kopieren oder laden Sie die Datei noch einmal.",
  "its tensors take {0} bytes, and {1} follow the header":
    "die Tensoren brauchen {0} Bytes, und auf den Kopf folgen {1}",
  "{0} is not a safetensors file: {1}. Copy or download it again.":
    "{0} ist keine safetensors-Datei: {1}. Kopieren oder laden Sie die Datei noch einmal.",
  "Enter a repository: owner and name, such as microsoft/Phi-3-mini-4k-instruct-onnx, or the address of its page or of a folder in it.":
    "Geben Sie ein Repository ein: Besitzer und Name, etwa microsoft/Phi-3-mini-4k-instruct-onnx, oder die Adresse seiner Seite oder eines Ordners darin.",
  "{0} is not a repository. Enter owner and name, such as microsoft/Phi-3-mini-4k-instruct-onnx, or the address of its page or of a folder in it.":
    "{0} ist kein Repository. Geben Sie Besitzer und Namen an, etwa microsoft/Phi-3-mini-4k-instruct-onnx, oder die Adresse seiner Seite oder eines Ordners darin.",
  '{0} has no revision "{1}" on {2} ({3}). Give a branch, a tag or a commit of it; most repositories have "main".':
    "{0} hat keine Revision „{1}“ auf {2} ({3}). Geben Sie einen Branch, einen Tag oder einen Commit davon an; die meisten Repositories haben „main“.",
  "{0} shows no repository {1} ({2}): there is none of that name, or it is private. Check the spelling of owner and name first; for a private one, give an access token that may read it.":
    "{0} zeigt kein Repository {1} ({2}): Es gibt keines dieses Namens, oder es ist privat. Prüfen Sie zuerst die Schreibweise von Besitzer und Name; für ein privates geben Sie ein Zugriffstoken an, das es lesen darf.",
  "{0} got too many requests (429). Try again in a few minutes, or use an access token, which has its own limit.":
    "{0} hat zu viele Anfragen bekommen (429). Versuchen Sie es in einigen Minuten wieder, oder mit einem Zugriffstoken, für das eine eigene Grenze gilt.",
  "{0} holds no model that can be used: no folder with genai_config.json, no onnx/model….onnx, and no safetensors with a config.json. Choose a repository that was exported to ONNX.":
    "{0} enthält kein Modell, das verwendbar ist: keinen Ordner mit genai_config.json, kein onnx/model….onnx und keine safetensors mit einer config.json. Wählen Sie ein Repository, das nach ONNX exportiert wurde.",
  "{0} does not answer like the Hugging Face hub. Enter the address of the hub, or of a mirror with the same API.":
    "{0} antwortet nicht wie der Hub von Hugging Face. Geben Sie die Adresse des Hubs ein, oder die eines Spiegels mit derselben API.",

  // Downloads
  "The download stopped: {0}. What is downloaded is kept. Resume it in {1}, or use another source.":
    "Der Download wurde angehalten: {0}. Was heruntergeladen ist, bleibt erhalten. Setzen Sie ihn in {1} fort, oder verwenden Sie eine andere Quelle.",
  "{0} hours": "{0} Stunden",
  "{0} days": "{0} Tage",
  "The download stopped: {0}, and {1} more tries did not help. What is downloaded is kept; resume when the connection is back.":
    "Der Download wurde angehalten: {0}, und {1} weitere Versuche halfen nicht. Was heruntergeladen ist, bleibt; setzen Sie ihn fort, wenn die Verbindung wieder da ist.",
  "no more data came in": "Es kamen keine Daten mehr",
  "{0} cannot be reached": "{0} ist nicht erreichbar",
  "{0} sent an empty answer": "{0} sandte eine leere Antwort",
  "{0} broke off in the middle of {1}": "{0} brach mitten in {1} ab",
  "the connection to {0} broke": "Die Verbindung zu {0} riss ab",
  "{0} got too many requests (429)": "{0} hat zu viele Anfragen bekommen (429)",
  "{0} answered {1}": "{0} antwortete mit {1}",
  "{0} changed on its server": "{0} änderte sich auf dem Server",
  "a part of {0} (piece {1}) arrived damaged": "Ein Teil von {0} (Stück {1}) kam beschädigt an",
  "{0} cannot be downloaded: {1}": "{0} lässt sich nicht herunterladen: {1}",
  "{0} should hold {1} bytes, and {2} has {3}: it was replaced since its list was read, or the list is wrong. Look the model up again; files that are the same are not downloaded again.":
    "{0} müsste {1} Bytes haben, und {2} hat {3}: Die Datei wurde ersetzt, seit die Liste gelesen wurde, oder die Liste ist falsch. Schlagen Sie das Modell noch einmal nach; gleiche Dateien werden nicht noch einmal heruntergeladen.",
  "The bundle that holds {0}": "Das Bundle, das {0} enthält,",
  "a file of another size": "eine von anderer Größe",
  "one of {0}": "eines von {0}",
  "{0} is not the file that its list promises: its {1} should be {2} and is {3}, also after it was downloaded again. It was replaced on the server, or the list is wrong: look the model up again, or choose another source.":
    "{0} ist nicht die Datei, die die Liste verspricht: Deren {1} müsste {2} sein und ist {3}, auch nachdem sie noch einmal heruntergeladen wurde. Sie wurde auf dem Server ersetzt, oder die Liste ist falsch: Schlagen Sie das Modell noch einmal nach, oder wählen Sie eine andere Quelle.",
  unknown: "unbekannt",
  "{0} changed on its server {1} times during the download. Try again later.":
    "{0} änderte sich während des Downloads {1}-mal auf dem Server. Versuchen Sie es später noch einmal.",
  "The browser's storage or the disk is full: {0} could not be written. What is downloaded is kept. Delete models that you no longer need, or free disk space, and resume.":
    "Der Speicher des Browsers nahm nichts mehr an, als {0} geschrieben wurde: Er ist voll, oder die Festplatte ist es. Was heruntergeladen ist, bleibt. Löschen Sie Modelle, die Sie nicht mehr brauchen, oder schaffen Sie Platz auf der Festplatte, und setzen Sie den Download fort.",
  "The browser's storage or the disk is full. What is downloaded is kept. Delete models that you no longer need, or free disk space, and resume.":
    "Der Speicher des Browsers nahm nichts mehr an: Er ist voll, oder die Festplatte ist es. Was heruntergeladen ist, bleibt. Löschen Sie Modelle, die Sie nicht mehr brauchen, oder schaffen Sie Platz auf der Festplatte, und setzen Sie den Download fort.",
  "Another tab is using this model. Wait until it is done, or close that tab.":
    "Ein anderer Tab verwendet dieses Modell. Warten Sie, bis er fertig ist, oder schließen Sie ihn.",
  "This browser gives the page no file storage, so no model can be kept. A private window or a blocked site setting can be the cause; a model's folder or zip can be opened meanwhile.":
    "Dieser Browser gibt der Seite keinen Speicher für Dateien, daher lässt sich kein Modell speichern. Ein privates Fenster oder eine Sperre in den Einstellungen für diese Seite kann die Ursache sein; Ordner oder Zip eines Modells lassen sich inzwischen öffnen.",
  "The model's files are in use: it is being downloaded, checked or opened elsewhere. Try again when that is done.":
    "Die Dateien des Modells sind in Benutzung: Es wird anderswo heruntergeladen, geprüft oder geöffnet. Versuchen Sie es noch einmal, wenn das fertig ist.",

  // Kept models
  "{0} of the kept model is missing or cut short. Check the model under Kept models, which repairs it.":
    "{0} des gespeicherten Modells fehlt oder ist abgeschnitten. Prüfen Sie das Modell unter „Gespeicherte Modelle“; das repariert es.",
  "This browser no longer has that model. Download it again.":
    "Dieser Browser behält das Modell nicht mehr. Laden Sie es noch einmal herunter.",
  "it holds half a character": "er enthält ein halbes Zeichen",
  "its list tells the address {0}, which is none": "seine Liste nennt die Adresse {0}, die keine ist",
  "The list tells the address {0} for {1}, which is none. Make the list again.":
    "Die Liste nennt für {1} die Adresse {0}, die keine ist. Machen Sie die Liste neu.",
  "it is more than {0} folders deep": "er ist mehr als {0} Ordner tief",
  "{0} could not be read in parts: {1} bytes were expected, and {2} came. Try again later.":
    "{0} konnte nicht in Teilen gelesen werden: {1} Byte wurden erwartet, und {2} kamen. Versuchen Sie es später noch einmal.",
  "The structure of {0} takes more than {1} bytes, which is more than is read before the download. Download it to learn whether it runs here.":
    "Die Struktur von {0} braucht mehr als {1} Byte. So viel wird vor dem Herunterladen nicht gelesen. Laden Sie es herunter, um zu erfahren, ob es hier läuft.",
  "{0} could not be read. Check the connection and try again.":
    "{0} konnte nicht gelesen werden. Prüfen Sie die Verbindung, und versuchen Sie es noch einmal.",
  "{0} could not be read: the server answered {1}. Try again later.":
    "{0} konnte nicht gelesen werden: Der Server antwortete {1}. Versuchen Sie es später noch einmal.",
  "onnxruntime-genai {0} cannot load this model: it does not know {1} in genai_config.json.":
    "onnxruntime-genai {0} kann dieses Modell nicht laden: Es kennt {1} in genai_config.json nicht.",
  "onnxruntime-genai {0} cannot load this model: {1}.":
    "onnxruntime-genai {0} kann dieses Modell nicht laden: {1}.",
  "its ONNX Runtime ({0}) does not know opset {1} of the graph":
    "Seine ONNX Runtime ({0}) kennt Opset {1} des Graphen nicht",
  "its ONNX Runtime ({0}) does not have the graph's operator {1}":
    "Seiner ONNX Runtime ({0}) fehlt der Operator {1} des Graphen",
  "its ONNX Runtime ({0}) knows {1} inputs of {2}, and the graph gives {3}":
    "Seine ONNX Runtime ({0}) kennt {1} Eingänge von {2}, der Graph hat {3}",
  "its ONNX Runtime ({0}) does not know the attribute {1} of the graph's operator {2}":
    "Seine ONNX Runtime ({0}) kennt das Attribut {1} am Operator {2} des Graphen nicht",
};
