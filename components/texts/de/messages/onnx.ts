import type { Catalog } from "#base/message.ts";

export const onnx: Catalog = {
  "The ONNX file is empty. Copy or download it again.":
    "Die ONNX-Datei ist leer. Kopieren Sie sie noch einmal, oder laden Sie sie noch einmal herunter.",
  "The ONNX file is cut short: expected at least {0} bytes, found {1}. Copy or download the file again.":
    "Die ONNX-Datei ist abgeschnitten: Erwartet werden mindestens {0} Bytes, gefunden wurden {1}. Kopieren Sie die Datei noch einmal, oder laden Sie sie noch einmal herunter.",
  "The ONNX file is incomplete: it needs an IR version, a graph and operator sets, and lacks {0}. Copy or download it again.":
    "Die ONNX-Datei ist unvollständig: Sie braucht eine IR-Version, einen Graphen und Operator-Sets; es fehlen: {0}. Kopieren Sie sie noch einmal, oder laden Sie sie noch einmal herunter.",
  "an IR version": "eine IR-Version",
  "a graph": "ein Graph",
  "operator sets": "Operator-Sets",
  'The ONNX file takes weights from "{0}". Weights must be inside the model\'s folder.':
    "Die ONNX-Datei nimmt Gewichte aus „{0}“. Gewichte müssen im Ordner des Modells liegen.",

  // Damage, and what was found
  "The ONNX file is damaged: expected the next part of the model at byte {0}, found {1}. Copy or download the file again.":
    "Die ONNX-Datei ist beschädigt: Bei Byte {0} wird der nächste Teil des Modells erwartet, gefunden: {1}. Kopieren Sie die Datei noch einmal, oder laden Sie sie noch einmal herunter.",
  "a field of {0} bytes": "ein Feld von {0} Bytes",
  "a field with number {0} and wire type {1}": "ein Feld mit der Nummer {0} und dem Wire-Typ {1}",
  "a field that ends {0} bytes beyond its message":
    "ein Feld, das {0} Bytes über seine Nachricht hinausreicht",
  "{0} bytes where at most {1} are expected": "{0} Bytes, wo höchstens {1} erwartet werden",
  "a number that does not end": "eine Zahl, die nicht endet",
  "a name that is not UTF-8": "ein Name, der kein UTF-8 ist",
  "a node without an operator": "ein Knoten ohne Operator",
  "a graph input or output without a name": "ein Eingang oder Ausgang des Graphen ohne Namen",
  "a shape of {0} dimensions": "eine Form mit {0} Dimensionen",
  '{0} bytes of weights "{1}" instead of {2}': "{0} Bytes der Gewichte „{1}“ statt {2}",
  'weights "{0}" stored in another file, without its name, offset or length':
    "die Gewichte „{0}“, die in einer anderen Datei liegen, ohne deren Namen, Offset oder Länge",
  "a list of numbers that is cut short": "eine abgeschnittene Liste von Zahlen",
  "a tensor of more than {0} dimensions": "ein Tensor mit mehr als {0} Dimensionen",
  "subgraphs more than {0} deep": "Teilgraphen mehr als {0} Ebenen tief",
  "messages more than {0} deep": "Nachrichten mehr als {0} Ebenen tief",
  "a float of {0} bytes": "eine Gleitkommazahl von {0} Bytes",
};
