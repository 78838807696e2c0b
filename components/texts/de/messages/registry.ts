import type { Catalog } from "#base/message.ts";

/** What was tried is a clause in English; in German it stands at the beginning of a sentence or behind a colon alone. */
export const registry: Catalog = {
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
  "the run that was begun could not be gone on with": "Der begonnene Lauf ließ sich nicht fortsetzen",
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
  "{0} asks who you are (401): {1}. Give the token, or the user name and the password, that the server knows.":
    "{0} fragt, wer Sie sind (401): {1}. Nennen Sie das Token, oder Benutzername und Passwort, die der Server kennt.",
  "{0} refuses this (403): {1}{2}. You may lack the right to do it there, or the server does not allow this page's origin or its host name.":
    "{0} verweigert das (403): {1}{2}. Vielleicht fehlt Ihnen dort das Recht dazu, oder der Server lässt den Origin dieser Seite oder seinen Hostnamen nicht zu.",
  "; it says “{0}”": "; der Server sagt „{0}“",
  "{0}: it is larger than {1} takes (413). A proxy before the server sets such a limit; in nginx it is client_max_body_size.":
    "{0}: Die Datei ist größer, als {1} annimmt (413). Eine solche Grenze setzt ein Proxy vor dem Server; in nginx heißt sie client_max_body_size.",
  "{0}: {1} does not take artifacts. Start it with mlflow server --serve-artifacts --artifacts-destination FOLDER, where FOLDER is where they are to lie.":
    "{0}: {1} nimmt keine Artefakte an. Starten Sie den Server mit mlflow server --serve-artifacts --artifacts-destination FOLDER, wobei FOLDER ist, wo sie liegen sollen.",
  "{0}: there are more than {1}.": "{0}: Es sind mehr als {1}.",
  "{0} answered with something else than MLflow's JSON. Check the address: it should be that of an MLflow tracking server.":
    "{0} antwortete mit etwas anderem als MLflows JSON. Prüfen Sie die Adresse: Sie müsste die eines MLflow-Tracking-Servers sein.",
  "The server's answer lacks {0}: it is none of an MLflow tracking server.":
    "Der Antwort des Servers fehlt {0}: Sie ist keine eines MLflow-Tracking-Servers.",
  "{0} is no MLflow tracking server: it gives no version at {1}/version. Give the address that mlflow server printed.":
    "{0} ist kein MLflow-Tracking-Server: Unter {1}/version gibt er keine Version an. Nennen Sie die Adresse, die mlflow server ausgegeben hat.",

  // A server that does not answer
  "{0} cannot be asked: browsers let a page that came by https reach servers by https only, but for those on this machine. Give an address with https; a proxy before the server can offer it.":
    "{0} lässt sich nicht fragen: Browser lassen eine Seite, die über https kam, Server nur über https erreichen, außer denen auf diesem Rechner. Nennen Sie eine Adresse mit https; ein Proxy vor dem Server kann sie bieten.",
  "{0} gave no answer that this page may read. If the server does not run there, start it or mend the address. If it runs ({1}/version shows its version in another tab), it does not let pages of {2} in: start it with mlflow server --cors-allowed-origins {3} (MLflow 3.5 and later; an earlier one needs a proxy that sends Access-Control-Allow-Origin).":
    "{0} gab keine Antwort, die diese Seite lesen darf. Läuft der Server dort nicht, starten Sie ihn, oder berichtigen Sie die Adresse. Läuft er ({1}/version zeigt in einem anderen Tab seine Version), lässt er Seiten von {2} nicht zu: Starten Sie ihn mit mlflow server --cors-allowed-origins {3} (ab MLflow 3.5; ein früheres braucht einen Proxy, der Access-Control-Allow-Origin sendet).",
  "{0} tells its version, but lets no request of its API through to this page: it does not take {1} for a name of its own. Start it with mlflow server --allowed-hosts {2} --cors-allowed-origins {3}; a proxy before it must pass requests with the method POST and the header Authorization.":
    "{0} nennt seine Version, lässt aber keine Anfrage seiner API für diese Seite durch: Der Server hält {1} nicht für einen Namen von sich. Starten Sie ihn mit mlflow server --allowed-hosts {2} --cors-allowed-origins {3}; ein Proxy davor muss Anfragen mit der Methode POST und dem Header Authorization durchlassen.",
  "{0}: the connection to {1} broke {2} times. Look whether the server still runs, and run this cell again: it goes on where it was.":
    "{0}: Die Verbindung zu {1} riss {2}-mal ab. Sehen Sie nach, ob der Server noch läuft, und führen Sie diese Zelle noch einmal aus: Es geht weiter, wo es war.",
  "The server keeps these artifacts at {0}, which a page cannot reach. Start it with mlflow server --serve-artifacts --artifacts-destination FOLDER, where FOLDER is where they are to lie, and choose an experiment that is created then: an experiment keeps the place that it was created with.":
    "Der Server hält diese Artefakte unter {0}, was eine Seite nicht erreicht. Starten Sie ihn mit mlflow server --serve-artifacts --artifacts-destination FOLDER, wobei FOLDER ist, wo sie liegen sollen, und wählen Sie ein Experiment, das danach angelegt wird: Ein Experiment behält den Ort, mit dem es angelegt wurde.",

  // What was typed
  "The server's address holds a user name or a password. Leave them out there, and give them in their own fields.":
    "Die Adresse des Servers enthält einen Benutzernamen oder ein Passwort. Lassen Sie sie dort weg, und nennen Sie sie in ihren eigenen Feldern.",
  "{0} is no address of a server. Give one such as http://localhost:5000 or https://mlflow.example.com.":
    "{0} ist keine Adresse eines Servers. Nennen Sie eine wie http://localhost:5000 oder https://mlflow.example.com.",
  "The experiment “{0}” was deleted on the server. Restore it there, or choose another name.":
    "Das Experiment „{0}“ wurde auf dem Server gelöscht. Stellen Sie es dort wieder her, oder wählen Sie einen anderen Namen.",
  'Line {0} of the tags should be a key and a value, such as "stage: test"; found "{1}".':
    "Zeile {0} der Tags müsste ein Schlüssel und ein Wert sein, etwa „stage: test“; gefunden wurde „{1}“.",

  // Publishing a model, and opening one
  "Sending the trace": "Der Trace wird gesendet",
  "the trace could not be sent": "Der Trace konnte nicht gesendet werden",
  "{0} runs MLflow {1}, which takes no traces from a page. MLflow 3.4 and later does.":
    "Auf {0} läuft MLflow {1}, das keine Traces von einer Seite annimmt. MLflow 3.4 und neuer tut es.",
  "Asking the server": "Der Server wird gefragt",
  "Uploading {0}": "{0} wird hochgeladen",
  "Registering the version": "Die Version wird registriert",
  "Downloading {0}, version {1}": "{0}, Version {1}, wird heruntergeladen",
  "Version {0} of “{1}” holds no model that this page knows: neither an ONNX folder among its artifacts nor a transformers model. Choose one that was made of a Phi-3 model.":
    "Version {0} von „{1}“ enthält kein Modell, das diese Seite kennt: weder einen ONNX-Ordner unter ihren Artefakten noch ein Modell von transformers. Wählen Sie eine, die aus einem Phi-3-Modell gemacht wurde.",
  "{0} should have {1} bytes, and {2} arrived. Try again.":
    "{0} müsste {1} Bytes haben, und {2} kamen an. Versuchen Sie es noch einmal.",
  "This version has more than {0} files: it is no model.":
    "Diese Version hat mehr als {0} Dateien: Sie ist kein Modell.",

  // Names that the server would refuse
  "The run needs an experiment. MLflow creates one named Default.":
    "Der Lauf braucht ein Experiment. MLflow legt eines namens Default an.",
  "An experiment's name can have {0} characters; this one has {1}.":
    "Der Name eines Experiments darf {0} Zeichen haben; dieser hat {1}.",
  'A registered model\'s name cannot contain / or :, and "{0}" does. Use - or _ instead.':
    "Der Name eines registrierten Modells darf weder / noch : enthalten, „{0}“ tut es. Verwenden Sie stattdessen - oder _.",
  'A registered model\'s name cannot be a path, as "{0}" is. Begin it with a letter.':
    "Der Name eines registrierten Modells darf kein Pfad sein, „{0}“ ist einer. Beginnen Sie ihn mit einem Buchstaben.",
  'An alias can have letters, digits, _ and -; found "{0}".':
    "Ein Alias darf aus Buchstaben, Ziffern, _ und - bestehen; gefunden: „{0}“.",
  'MLflow keeps "{0}" for itself: latest, v1, v2 and so on name versions. Choose another alias, such as champion.':
    "„{0}“ ist MLflow vorbehalten: latest, v1, v2 und so weiter bezeichnen Versionen. Wählen Sie einen anderen Alias, etwa champion.",
  "An alias can have {0} characters; this one has {1}.": "Ein Alias darf {0} Zeichen haben; dieser hat {1}.",
  'A tag\'s key can have letters, digits, spaces and / _ . - :; found "{0}".':
    "Der Schlüssel eines Tags darf aus Buchstaben, Ziffern, Leerzeichen und / _ . - : bestehen; gefunden: „{0}“.",
  'A tag\'s key must not read as another path, as "{0}" does. Leave out ., .. and doubled or outer slashes.':
    "Der Schlüssel eines Tags darf nicht als anderer Pfad lesbar sein, „{0}“ ist es. Lassen Sie ., .. und doppelte oder äußere Schrägstriche weg.",
  "A tag's key can have {0} characters; this one has {1}.":
    "Der Schlüssel eines Tags darf {0} Zeichen haben; dieser hat {1}.",
  "Another tab of this browser is uploading this to {0}. Wait until it is done, or stop it there.":
    "Ein anderer Tab dieses Browsers lädt das gerade an {0} hoch. Warten Sie, bis er fertig ist, oder halten Sie ihn dort an.",
};
