import type { Catalog } from "#base/message.ts";

export const python: Catalog = {
  "“{0}”, which this cell reads, has changed above.":
    "„{0}“, das diese Zelle liest, hat sich darüber geändert.",
  "“{0}”, which this cell reads, is no longer set above.":
    "„{0}“, das diese Zelle liest, wird darüber nicht mehr gesetzt.",
  "input() works only while a cell runs.": "input() geht nur, während eine Zelle läuft.",
  "Functions called one another more deeply than a browser allows.":
    "Funktionen haben einander tiefer aufgerufen, als ein Browser erlaubt.",
  "Python itself failed.": "Python selbst ist ausgefallen.",
  "What its variables held is gone: {0} The notebook is as it was; run its cells again.":
    "Was seine Variablen hielten, ist weg: {0} Das Notebook ist, wie es war; führen Sie seine Zellen noch einmal aus.",
  "Stop could not interrupt it, as it was in code that looks at no interrupt, such as a long computation in C.":
    "Stopp konnte es nicht unterbrechen, denn es war in Code, der auf keine Unterbrechung achtet, etwa einer langen Berechnung in C.",
  "The code handles the interrupt and goes on. Stop it again, or restart Python.":
    "Der Code behandelt die Unterbrechung und läuft weiter. Stoppen Sie ihn noch einmal, oder starten Sie Python neu.",
  "This model brings Python of its own ({0}). It does not run until you agree. Run the wrapper or inference cell and answer the question there.":
    "Dieses Modell bringt eigenes Python mit ({0}). Es läuft erst, wenn Sie zustimmen. Führen Sie die Wrapper- oder die Inferenz-Zelle aus, und beantworten Sie dort die Frage.",
  "Loading Python": "Python wird geladen",
  "Starting Python": "Python startet",
  "Python's files could not be read. Check the network connection, and run the cell again.":
    "Die Dateien von Python konnten nicht gelesen werden. Prüfen Sie die Netzwerkverbindung, und führen Sie die Zelle noch einmal aus.",
  "Python runs only under a security policy that blocks the network, and this page was loaded without it. Reload the page.":
    "Python läuft nur unter der Regel, die es vom Netz fernhält, und diese Seite wurde ohne sie geladen. Laden Sie die Seite neu.",
  "log_model and load_model with a server work only while a code cell runs.":
    "log_model und load_model mit einem Server gehen nur, während eine Codezelle läuft.",
  "Python did not say to which run or logged model this model belongs. Restart Python, then run the cell again.":
    "Python hat nicht angegeben, zu welchem Lauf oder geloggten Modell dieses Modell gehört. Starten Sie Python neu und führen Sie die Zelle noch einmal aus.",
  "The page keeps the last {0} models that a cell logs. {1} earlier ones are in the Python session only.":
    "Die Seite behält die letzten {0} Modelle, die eine Zelle loggt. {1} frühere sind nur in der Python-Sitzung.",
  "The model has {0} million characters of code, files and examples; this page keeps up to {1} million. It is in the Python session only. Give large files to the model as an artifact that the page has.":
    "Das Modell hat {0} Millionen Zeichen Code, Dateien und Beispiele; diese Seite behält bis zu {1} Millionen. Es ist nur in der Python-Sitzung. Geben Sie dem Modell große Dateien als Artefakt, das die Seite hat.",
};
