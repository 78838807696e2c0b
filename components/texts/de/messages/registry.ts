import type { Catalog } from "#base/message.ts";

/** What was tried is a clause in English; in German it stands at the beginning of a sentence or behind a colon alone. */
export const registry: Catalog = {
  // Python's questions
  "Python sent the server a request that this page does not know: {0}. Restart Python, then run the cell again.":
    "Python hat dem Server eine Anfrage geschickt, die diese Seite nicht kennt: {0}. Starten Sie Python neu, und führen Sie die Zelle noch einmal aus.",
  "An MLflow tracking server answers with at most {0} MB at once; {1} sent more, and the rest was not read. Check that this is the server's address. In code, ask for less at once, with a smaller max_results.":
    "Ein MLflow-Tracking-Server antwortet mit höchstens {0} MB auf einmal; {1} hat mehr geschickt, und der Rest wurde nicht gelesen. Prüfen Sie, ob das die Adresse des Servers ist. Fordern Sie im Code weniger auf einmal an, mit einem kleineren max_results.",
  "Python sent more to the server than this page passes on: at most {0} million characters, and files of {1} MB. Send less at once, or larger files with MLflow outside this page.":
    "Python hat dem Server mehr geschickt, als diese Seite weitergibt: höchstens {0} Millionen Zeichen, und Dateien von {1} MB. Schicken Sie weniger auf einmal, oder größere Dateien mit MLflow außerhalb dieser Seite.",
  // What was tried
  "its version could not be read": "Seine Version ließ sich nicht lesen",
  "the experiments could not be listed": "Die Experimente ließen sich nicht auflisten",
  "the registered models could not be listed": "Die registrierten Modelle ließen sich nicht auflisten",
  "version {0} of “{1}” could not be found": "Version {0} von „{1}“ wurde nicht gefunden",
  "the model's files could not be listed": "Die Dateien des Modells ließen sich nicht auflisten",
  "{0} could not be downloaded": "{0} ließ sich nicht herunterladen",
  "the experiment “{0}” could not be found": "Das Experiment „{0}“ wurde nicht gefunden",
  "the experiment “{0}” could not be created": "Das Experiment „{0}“ ließ sich nicht anlegen",
  "the run could not be created": "Der Lauf ließ sich nicht anlegen",
  "the run's params and metrics could not be logged":
    "Parameter und Metriken des Laufs ließen sich nicht loggen",
  "the run could not be tagged": "Der Lauf ließ sich nicht mit einem Tag versehen",
  "the run could not be continued": "Der Lauf ließ sich nicht fortsetzen",
  "the run could not be ended": "Der Lauf ließ sich nicht beenden",
  "the model could not be created": "Das Modell ließ sich nicht anlegen",
  "the model could not be marked as complete": "Das Modell ließ sich nicht als vollständig kennzeichnen",
  "the model could not be linked to its run": "Das Modell ließ sich nicht mit seinem Lauf verbinden",
  "the model “{0}” could not be registered": "Das Modell „{0}“ ließ sich nicht registrieren",
  "a version of “{0}” could not be registered": "Eine Version von „{0}“ ließ sich nicht registrieren",
  "the alias “{0}” could not be set on version {1} of “{2}”":
    "Der Alias „{0}“ ließ sich nicht auf Version {1} von „{2}“ setzen",
  "{0} could not be uploaded": "{0} ließ sich nicht hochladen",

  // What the server answered
  "{0}: {1} answered {2}.": "{0}: {1} antwortete mit {2}.",
  "{0}: {1} answered {2}, “{3}”.": "{0}: {1} antwortete mit {2}, „{3}“.",
  "{0} needs a login (401): {1}. Enter a token, or a user name and password.":
    "{0} verlangt eine Anmeldung (401): {1}. Geben Sie ein Token ein, oder Benutzername und Passwort.",
  "{0} refused this (403): {1}{2}. You may not have permission, or the server does not allow this page's origin or its own host name.":
    "{0} hat das verweigert (403): {1}{2}. Vielleicht fehlt Ihnen die Berechtigung, oder der Server lässt den Origin dieser Seite oder seinen eigenen Hostnamen nicht zu.",
  "; it says “{0}”": "; der Server sagt „{0}“",
  "{0}: it is larger than {1} accepts (413). A proxy in front of the server sets this limit. In nginx it is client_max_body_size.":
    "{0}: Die Datei ist größer, als {1} annimmt (413). Diese Grenze setzt ein Proxy vor dem Server. In nginx heißt sie client_max_body_size.",
  "{0}: {1} does not accept artifacts. Start it with mlflow server --serve-artifacts --artifacts-destination FOLDER. The server stores them in FOLDER.":
    "{0}: {1} nimmt keine Artefakte an. Starten Sie den Server mit mlflow server --serve-artifacts --artifacts-destination FOLDER. Er speichert sie in FOLDER.",
  "{0}: the server lists more than this page reads. It read {1} in {2} answers.":
    "{0}: Der Server nennt mehr, als diese Seite liest. Sie las {1} in {2} Antworten.",
  "{0} did not answer with MLflow's JSON. Check that it is the address of an MLflow tracking server.":
    "{0} antwortete nicht mit dem JSON von MLflow. Prüfen Sie, ob es die Adresse eines MLflow-Tracking-Servers ist.",
  "The server's answer has no {0}, so it is not an MLflow tracking server. Check the address.":
    "In der Antwort des Servers fehlt {0}, er ist also kein MLflow-Tracking-Server. Prüfen Sie die Adresse.",
  "{0} is not an MLflow tracking server: it has no version at {1}/version. Enter the address that mlflow server printed.":
    "{0} ist kein MLflow-Tracking-Server: Unter {1}/version gibt er keine Version an. Geben Sie die Adresse ein, die mlflow server ausgegeben hat.",

  // A server that does not answer
  "This page cannot reach {0}: a page served over https can reach only servers with https, and those on this computer. Enter an address with https. A proxy in front of the server can provide it.":
    "Diese Seite kann {0} nicht erreichen: Eine Seite mit https erreicht nur Server mit https und solche auf diesem Rechner. Geben Sie eine Adresse mit https ein. Ein Proxy vor dem Server kann sie bieten.",
  "{0} gave this page no answer. If the server is not running, start it, or correct the address. If it is running ({1}/version shows its version in another tab), it does not accept requests from pages at {2}. Start it with mlflow server --cors-allowed-origins {3} (MLflow 3.5 or later; an earlier one needs a proxy that sends Access-Control-Allow-Origin).":
    "{0} antwortet dieser Seite nicht. Wenn der Server nicht läuft, starten Sie ihn, oder korrigieren Sie die Adresse. Wenn er läuft ({1}/version zeigt in einem anderen Tab seine Version), nimmt er keine Anfragen von Seiten unter {2} an. Starten Sie ihn mit mlflow server --cors-allowed-origins {3} (ab MLflow 3.5; ältere brauchen einen Proxy, der Access-Control-Allow-Origin sendet).",
  "{0} gave its version, but refused this page's API request: it does not know {1} as its own name. Start it with mlflow server --allowed-hosts {2} --cors-allowed-origins {3}. A proxy in front of it must let the method POST and the header Authorization through.":
    "{0} nennt seine Version, hat aber die API-Anfrage dieser Seite abgelehnt: Der Server kennt {1} nicht als seinen Namen. Starten Sie ihn mit mlflow server --allowed-hosts {2} --cors-allowed-origins {3}. Ein Proxy davor muss die Methode POST und den Header Authorization durchlassen.",
  "{0}: the connection to {1} broke {2} times. Check that the server is still running, and run this cell again: the upload continues where it stopped.":
    "{0}: Die Verbindung zu {1} ist {2}-mal abgebrochen. Prüfen Sie, ob der Server noch läuft, und führen Sie diese Zelle noch einmal aus: Der Upload wird dort fortgesetzt.",
  "The server stores these artifacts at {0}, which a page cannot reach. Start it with mlflow server --serve-artifacts --artifacts-destination FOLDER, and choose a new experiment: an experiment keeps the place it was created with.":
    "Der Server speichert diese Artefakte unter {0}, das eine Webseite nicht erreicht. Starten Sie ihn mit mlflow server --serve-artifacts --artifacts-destination FOLDER, und wählen Sie ein neues Experiment: Ein Experiment behält den Ort, mit dem es angelegt wurde.",

  // What was typed
  "The server's address contains a user name or password. Remove them, and enter them under Credentials.":
    "Die Adresse des Servers enthält einen Benutzernamen oder ein Passwort. Entfernen Sie sie dort, und geben Sie sie unter „Zugangsdaten“ ein.",
  "{0} is not the address of a server. Enter one such as http://localhost:5000 or https://mlflow.example.com.":
    "{0} ist keine Adresse eines Servers. Geben Sie eine ein wie http://localhost:5000 oder https://mlflow.example.com.",
  "The experiment “{0}” was deleted on the server. Restore it there, or choose another name.":
    "Das Experiment „{0}“ wurde auf dem Server gelöscht. Stellen Sie es dort wieder her, oder wählen Sie einen anderen Namen.",
  'Line {0} of the tags should be a key and a value, such as "stage: test"; found "{1}".':
    "Zeile {0} der Tags müsste ein Schlüssel und ein Wert sein, etwa „stage: test“; gefunden wurde „{1}“.",

  // Publishing a model, and opening one
  "Sending the trace": "Der Trace wird gesendet",
  "the trace could not be sent": "Der Trace konnte nicht gesendet werden",
  "{0} runs MLflow {1}, which does not accept traces from a page. Use MLflow 3.4 or later.":
    "Auf {0} läuft MLflow {1}, das keine Traces von einer Seite annimmt. Verwenden Sie MLflow 3.4 oder neuer.",
  "Asking the server": "Der Server wird gefragt",
  "Uploading {0}": "{0} wird hochgeladen",
  "Registering the version": "Die Version wird registriert",
  "Downloading {0}, version {1}": "{0}, Version {1}, wird heruntergeladen",
  "Version {0} of “{1}” has no model that this page knows: neither an ONNX folder among its artifacts nor a transformers model. Choose one made from a Phi-3 model.":
    "Version {0} von „{1}“ enthält kein Modell, das diese Seite kennt: weder einen ONNX-Ordner unter ihren Artefakten noch ein Modell von transformers. Wählen Sie eine, die aus einem Phi-3-Modell erstellt wurde.",
  "{0} should have {1} bytes, and {2} arrived. Try again.":
    "{0} müsste {1} Bytes haben, angekommen sind aber {2}. Versuchen Sie es noch einmal.",
  "This version has more than {0} files and folders, so it is not a model. Choose another version.":
    "Diese Version hat mehr als {0} Dateien und Ordner, ist also kein Modell. Wählen Sie eine andere Version.",

  // Names that the server would refuse
  "The run needs an experiment. MLflow creates one named Default.":
    "Der Lauf braucht ein Experiment. MLflow legt eines namens Default an.",
  "An experiment's name can have {0} characters; this one has {1}.":
    "Der Name eines Experiments darf {0} Zeichen haben; dieser hat {1}.",
  'A registered model\'s name cannot contain / or :, and "{0}" does. Use - or _ instead.':
    "Der Name eines registrierten Modells darf weder / noch : enthalten; gefunden: „{0}“. Verwenden Sie stattdessen - oder _.",
  'A registered model\'s name cannot be a path, as "{0}" is. Begin it with a letter.':
    "Der Name eines registrierten Modells darf kein Pfad sein wie „{0}“. Beginnen Sie ihn mit einem Buchstaben.",
  'An alias can have letters, digits, _ and -; found "{0}".':
    "Ein Alias darf aus Buchstaben, Ziffern, _ und - bestehen; gefunden: „{0}“.",
  'MLflow keeps "{0}" for itself: latest, v1, v2 and so on name versions. Choose another alias, such as champion.':
    "„{0}“ ist MLflow vorbehalten: latest, v1, v2 und so weiter bezeichnen Versionen. Wählen Sie einen anderen Alias, etwa champion.",
  "An alias can have {0} characters; this one has {1}.": "Ein Alias darf {0} Zeichen haben; dieser hat {1}.",
  'A tag\'s key can have letters, digits, spaces and / _ . - :; found "{0}".':
    "Der Schlüssel eines Tags darf aus Buchstaben, Ziffern, Leerzeichen und / _ . - : bestehen; gefunden: „{0}“.",
  'A tag\'s key must not be a path such as "{0}". Remove ., .. and slashes that are doubled or at an end.':
    "Der Schlüssel eines Tags darf kein Pfad sein wie „{0}“. Entfernen Sie ., .. und Schrägstriche, die doppelt sind oder am Rand stehen.",
  "A tag's key can have {0} characters; this one has {1}.":
    "Der Schlüssel eines Tags darf {0} Zeichen haben; dieser hat {1}.",
  "Another tab of this browser is uploading this to {0}. Wait until it is done, or stop it there.":
    "Ein anderer Tab dieses Browsers lädt das gerade an {0} hoch. Warten Sie, bis er fertig ist, oder halten Sie ihn dort an.",
  "This file is larger than {0} MB, the most that this page passes on to Python. Read it with MLflow outside this page; a model opens in a model cell.":
    "Diese Datei ist größer als {0} MB; mehr gibt diese Seite nicht an Python weiter. Lesen Sie sie mit MLflow außerhalb dieser Seite. Ein Modell können Sie in einer Modell-Zelle öffnen.",
  "the logged model {0} could not be found": "Das geloggte Modell {0} wurde nicht gefunden",
  "the run {0} could not be found": "Der Lauf {0} wurde nicht gefunden",
  "Downloading the model from {0}": "Das Modell wird von {0} heruntergeladen",
  "There is no MLmodel at {0}, so it is not an MLflow model.":
    "Unter {0} gibt es keine Datei MLmodel, es ist also kein MLflow-Modell.",
};
