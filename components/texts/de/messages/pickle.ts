import type { Catalog } from "#base/message.ts";

/** `src/pickle`. The listing of opcodes is Python's own, and stays as it is. */
export const pickle: Catalog = {
  "what fills up the line before an array": "was die Zeile vor einem Array auffüllt",
  "an array": "ein Array",
  // What a name does, said of it without a subject
  "starts programs, or acts on the computer as the person who loads the model":
    "startet Programme oder handelt auf dem Computer mit den Rechten dessen, der das Modell lädt",
  "runs Python code that is given to it": "führt Python-Code aus, der ihm gegeben wird",
  "reaches other computers over the network": "erreicht andere Computer über das Netz",
  "reads, writes or deletes files": "liest, schreibt oder löscht Dateien",
  "calls machine code, beyond everything that Python checks":
    "ruft Maschinencode auf, an allem vorbei, was Python prüft",
  "reaches any function by its name, which hides what is called":
    "erreicht jede Funktion über ihren Namen, was verbirgt, was aufgerufen wird",
  "installs packages, whose code then runs": "installiert Pakete, deren Code dann läuft",
  "loads another pickle or bytecode, whose own imports and calls are not listed here":
    "lädt ein weiteres Pickle oder Bytecode, dessen Importe und Aufrufe hier nicht aufgeführt sind",
  "runs code under a debugger or profiler": "führt Code unter einem Debugger oder Profiler aus",
  "ends the program": "beendet das Programm",
  "a type or function of Python itself, about values alone":
    "ein Typ oder eine Funktion von Python selbst, die es nur mit Werten zu tun hat",
  "makes a function of Python bytecode that the pickle holds; it runs when the model is used":
    "macht eine Funktion aus Python-Bytecode, den das Pickle enthält; sie läuft, wenn das Modell benutzt wird",
  "makes a class whose methods are in the pickle as bytecode; they run when the model is used":
    "macht eine Klasse, deren Methoden als Bytecode im Pickle liegen; sie laufen, wenn das Modell benutzt wird",
  "fills a function that was made of the pickle's bytecode":
    "füllt eine Funktion, die aus Bytecode des Pickles gemacht wurde",
  "makes a module whose content is in the pickle": "macht ein Modul, dessen Inhalt im Pickle liegt",
  "gives one of Python's inner types by its name, such as the type of compiled code":
    "gibt einen der inneren Typen von Python nach seinem Namen, etwa den Typ von kompiliertem Code",
  "imports the module that it is given, which runs that module's code":
    "importiert das Modul, das ihm genannt wird, wobei dessen Code läuft",
  "makes an empty object of the class that it is given":
    "macht ein leeres Objekt der Klasse, die ihm gegeben wird",
  "a container of Python's standard library": "ein Container aus Pythons Standardbibliothek",
  "encodes a text as bytes": "kodiert einen Text als Bytes",
  "makes an array of numbers that the pickle holds": "macht ein Array aus Zahlen, die das Pickle enthält",
  "makes a tensor of numbers that lie beside the pickle":
    "macht einen Tensor aus Zahlen, die neben dem Pickle liegen",
  "a date or time": "ein Datum oder eine Zeit",
  "an exact number": "eine exakte Zahl",
  "is not known to this page: importing it runs its module, and it does what that module's author wrote":
    "ist dieser Seite nicht bekannt: Beim Importieren läuft sein Modul, und es tut, was dessen Autor geschrieben hat",

  // Damage
  "The pickle holds {0} bytes; this page reads pickles of up to {1}.":
    "Das Pickle hat {0} Bytes; diese Seite liest Pickles von bis zu {1}.",
  "The pickle has more than {0} opcodes; the rest was not read.":
    "Das Pickle hat mehr als {0} Opcodes; der Rest wurde nicht gelesen.",
  "The pickle is damaged or cut short: {0}.": "Das Pickle ist beschädigt oder abgeschnitten: {0}.",
  "it ends at byte {0}, before its STOP": "Es endet bei Byte {0}, vor seinem STOP",
  "byte {0} is 0x{1}, which is no opcode": "Byte {0} ist 0x{1}, und das ist kein Opcode",
  "{0} should take {1} bytes at byte {2}, and {3} are left":
    "Bei Byte {2} müsste {0} der Länge {1} stehen, und übrig sind {3} Bytes",
  "{0} at byte {1} has no end of line": "Bei Byte {1} steht {0} ohne Zeilenende",
  "an opcode": "ein Opcode",
  "an integer": "eine ganze Zahl",
  "a text": "ein Text",
  "a name": "ein Name",
  "a module's name": "der Name eines Moduls",
  bytes: "ein Wert aus Bytes",
  "a bytearray": "ein bytearray",
  "a length is {0}": "Eine Länge ist {0}",
  "{0} is no integer": "{0} ist keine ganze Zahl",
  "{0} is no number": "{0} ist keine Zahl",
  "the text {0} stands in no quotes": "Der Text {0} steht nicht in Anführungszeichen",
  "an escape \\{0} in a text is cut short": "Eine Escape-Folge \\{0} in einem Text ist abgeschnitten",
  "an escape \\x in a text is cut short": "Eine Escape-Folge \\x in einem Text ist abgeschnitten",
  "a text holds the character {0}, which there is not": "Ein Text enthält das Zeichen {0}, das es nicht gibt",
  "a text is not UTF-8": "Ein Text ist kein UTF-8",

  // What cannot be followed: sentences of their own
  "no MARK exists on stack": "Auf dem Stack liegt kein MARK.",
  "memo key {0} is already defined": "Der Memo-Schlüssel {0} ist schon vergeben.",
  "memo key {0} was never stored": "Unter dem Memo-Schlüssel {0} wurde nie etwas abgelegt.",
  "the stack is empty, so that nothing can go to the memo":
    "Der Stack ist leer, sodass nichts ins Memo kommen kann.",
  "a MARK cannot go to the memo": "Ein MARK kann nicht ins Memo kommen.",
  "{0} takes {1} things from a stack that has {2}":
    "{0} nimmt {1} Dinge von einem Stack, auf dem {2} liegen.",
  "{0} more things are on the stack after STOP": "Nach STOP liegen noch weitere Dinge auf dem Stack: {0}.",
  "{0} takes more from the stack than there is": "{0} nimmt mehr vom Stack, als dort liegt.",
  "{0} finds the stack empty": "{0} findet den Stack leer.",
  "{0} finds no MARK": "{0} findet kein MARK.",
  "OBJ has no class": "OBJ hat keine Klasse.",

  // Pickles inside other files
  "It holds {0} bytes; this page reads pickles of up to {1}.":
    "Es hat {0} Bytes; diese Seite liest Pickles bis {1}.",
  "Unpacked it holds more than {0} bytes, and is not looked into here.":
    "Entpackt hat es mehr als {0} Bytes; hier wird nicht hineingesehen.",
  "It names {0}, which is not in the zip.": "Es nennt {0}, das nicht in der Zip-Datei ist.",
  "It is packed, and its packing is damaged.": "Es ist gepackt, und die Packung ist beschädigt.",
  "a number takes {0} bytes": "eine Zahl nimmt {0} Bytes ein",
  "{0} takes {1} bytes": "{0} nimmt {1} Bytes ein",
};
