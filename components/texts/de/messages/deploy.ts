import type { Catalog } from "#base/message.ts";

export const deploy: Catalog = {
  // Targets
  "Azure ML: managed online endpoint": "Azure ML: verwalteter Online-Endpunkt",
  "An HTTPS endpoint with keys that answers POST /score, one question at a time.":
    "Ein HTTPS-Endpunkt mit Schlüsseln, der POST /score beantwortet, eine Frage nach der anderen.",
  "Azure ML: batch endpoint": "Azure ML: Batch-Endpunkt",
  "Scores files of questions on machines that stop when they are done.":
    "Beantwortet Dateien mit Fragen auf Maschinen, die danach angehalten werden.",
  "An image that serves POST /invocations.": "Ein Image, das POST /invocations beantwortet.",
  "Kubernetes: KServe with MLServer": "Kubernetes: KServe mit MLServer",
  "A service in a cluster with KServe.": "Ein Dienst in einem Cluster mit KServe.",
  "Databricks model serving": "Databricks Model Serving",
  "An endpoint for a model in Unity Catalog.": "Ein Endpunkt für ein Modell aus Unity Catalog.",
  "Spark: batch scoring": "Spark: Batch-Scoring",
  "Scores large tables on a cluster.": "Beantwortet große Tabellen von Fragen auf einem Cluster.",

  // Settings
  "Azure ML wants an endpoint's name to begin with a letter, and to have {0} to {1} letters, digits and single dashes, the last not a dash; found {2}.":
    "Bei Azure ML muss der Name eines Endpunkts mit einem Buchstaben beginnen, aus {0} bis {1} Buchstaben, Ziffern und einzelnen Bindestrichen bestehen und darf nicht mit einem Bindestrich enden; gefunden wurde {2}.",
  "Azure ML wants a deployment's name to begin with a letter, and to have {0} to {1} letters, digits and single dashes, the last not a dash; found {2}.":
    "Bei Azure ML muss der Name einer Bereitstellung mit einem Buchstaben beginnen, aus {0} bis {1} Buchstaben, Ziffern und einzelnen Bindestrichen bestehen und darf nicht mit einem Bindestrich enden; gefunden wurde {2}.",
  "{0}, which has {1}": "{0} mit {1} Zeichen",
  "The compute cluster's name should begin with a letter, and have 2 to 32 letters, digits and dashes; found {0}.":
    "Der Name des Compute-Clusters müsste mit einem Buchstaben beginnen und 2 bis 32 Buchstaben, Ziffern und Bindestriche haben; gefunden wurde {0}.",
  "The instance type should be an Azure VM size, such as Standard_F8s_v2, or empty to have one chosen; found {0}.":
    "Der Instanztyp müsste eine VM-Größe von Azure sein, etwa Standard_F8s_v2, oder leer, damit eine gewählt wird; gefunden wurde {0}.",
  "{0} should be a whole number from 1 to {1}; found {2}.":
    "{0} müsste eine ganze Zahl von 1 bis {1} sein; gefunden wurde {2}.",
  "The number of instances": "Die Anzahl der Instanzen",
  "The timeout": "Das Timeout",
  "A managed endpoint of Azure ML waits at most {0} seconds; found {1}. Enter less and lower max_length in the wrapper, or use a batch endpoint.":
    "Ein verwalteter Endpunkt von Azure ML wartet höchstens {0} Sekunden; gefunden wurde {1}. Geben Sie weniger ein und senken Sie max_length im Wrapper, oder verwenden Sie einen Batch-Endpunkt.",
  "Docker names images in lower case, such as phi3-mlflow:1 or registry.example.com/team/phi3:1; found {0}.":
    "Docker schreibt Namen von Images klein, etwa phi3-mlflow:1 oder registry.example.com/team/phi3:1; gefunden wurde {0}.",
  "KServe reads the model from an address such as pvc://models/phi3, s3://bucket/phi3 or https://…; found {0}.":
    "KServe liest das Modell von einer Adresse wie pvc://models/phi3, s3://bucket/phi3 oder https://…; gefunden wurde {0}.",
  "Unity Catalog names models by catalog.schema.model, such as main.default.phi3; found {0}.":
    "Im Unity Catalog heißen Modelle catalog.schema.model, etwa main.default.phi3; gefunden wurde {0}.",
  "Kubernetes wants a name that begins with a lower-case letter, of at most {0} lower-case letters, digits and dashes; found {1}.":
    "In Kubernetes muss der Name mit einem Kleinbuchstaben beginnen und aus höchstens {0} Kleinbuchstaben, Ziffern und Bindestrichen bestehen; gefunden wurde {1}.",
  "Databricks wants a name of at most {0} letters, digits, dashes and underscores; found {1}.":
    "Bei Databricks darf der Name aus höchstens {0} Buchstaben, Ziffern, Bindestrichen und Unterstrichen bestehen; gefunden wurde {1}.",
  "A page's origin is its scheme and host, such as https://example.com, with nothing behind; found {0}.":
    "Der Origin einer Seite besteht nur aus Schema und Host, etwa https://example.com; gefunden wurde {0}.",

  // Memory
  "This model needs about {0} of memory. This page does not know whether {1} has that much.":
    "Dieses Modell braucht etwa {0} Speicher. Diese Seite weiß nicht, ob {1} so viel hat.",
  "This model needs about {0} of memory, and {1} has {2}: it may be stopped while it loads. Choose a larger size.":
    "Dieses Modell braucht etwa {0} Speicher, {1} hat aber nur {2}: Vielleicht bricht das Laden ab. Wählen Sie einen größeren Typ.",
  "This model needs about {0} of memory; {1} has {2} and {3} virtual CPUs. Each instance counts against your quota for that VM family.":
    "Dieses Modell braucht etwa {0} Speicher; {1} hat {2} und {3} virtuelle CPUs. Jede Instanz zählt zu Ihrem Kontingent für diese VM-Familie.",

  // Asking an endpoint
  "The address should begin with https:// or http://, such as {0}; found {1}.":
    "Die Adresse müsste mit https:// oder http:// beginnen, etwa {0}; gefunden wurde {1}.",
  "The address holds a password. Give the token in its own field.":
    "Die Adresse enthält ein Passwort. Geben Sie das Token in seinem eigenen Feld ein.",
  "The token would go to {0} unencrypted. Use https://, or leave the token out.":
    "Das Token würde unverschlüsselt an {0} gesendet. Verwenden Sie https://, oder lassen Sie das Token weg.",
  "{0} gave no answer in {1} seconds. A model's first answer may take long; raise the timeout, or ask for fewer tokens.":
    "{0} hat nach {1} Sekunden noch nicht geantwortet. Die erste Antwort eines Modells kann lange dauern. Erhöhen Sie das Timeout, oder verlangen Sie weniger Tokens.",
  "Is the server running at {0}?": "Läuft der Server unter {0}?",
  "Is the address right, and is the endpoint up?": "Stimmt die Adresse, und läuft der Endpunkt?",
  "A deployed model answers with at most {0} MB; {1} sent more, and the rest was not read. Check that the address is the endpoint's.":
    "Ein bereitgestelltes Modell antwortet mit höchstens {0} MB; {1} hat mehr geschickt. Der Rest wurde nicht gelesen. Prüfen Sie, ob das die Adresse des Endpunkts ist.",
  "No answer came from {0}. {1} If so, it does not allow requests from this page: a server must allow the page's origin (CORS). Set CORS_ORIGINS for this page's Docker image, or AML_CORS_ORIGINS for Azure ML's inference server. mlflow models serve and Azure's managed endpoints allow no web page, so put another service in front of them. The samples run in a terminal, where CORS does not apply.":
    "Von {0} kam keine Antwort. {1} Wenn ja, lässt er Anfragen dieser Seite nicht zu: Ein Server muss den Origin der Seite erlauben (CORS). Setzen Sie CORS_ORIGINS für das Docker-Image dieser Seite oder AML_CORS_ORIGINS für den Inferenz-Server von Azure ML. mlflow models serve und die verwalteten Endpunkte von Azure erlauben keine Webseite; stellen Sie einen anderen Dienst davor. Die Beispiele laufen in einem Terminal, wo CORS nicht gilt.",
};
