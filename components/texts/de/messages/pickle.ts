import type { Catalog } from "#base/message.ts";

/** `src/pickle`. The listing of opcodes is Python's own, and stays as it is. */
export const pickle: Catalog = {
  "the padding before an array": "was die Zeile vor einem Array auffüllt",
  "an array": "ein Array",
  // What a name does, said of it without a subject
  "can start programs or act on the computer with the permissions of whoever loads the model":
    "startet Programme oder handelt auf dem Computer mit den Rechten dessen, der das Modell lädt",
  "runs the Python code it is given": "führt Python-Code aus, der ihm gegeben wird",
  "connects to other computers over the network": "erreicht andere Computer über das Netz",
  "reads, writes or deletes files": "liest, schreibt oder löscht Dateien",
  "calls machine code, which Python cannot check":
    "ruft Maschinencode auf, an allem vorbei, was Python prüft",
  "looks up any function by name, which hides what is called":
    "erreicht jede Funktion über ihren Namen, was verbirgt, was aufgerufen wird",
  "installs packages, whose code then runs": "installiert Pakete, deren Code dann läuft",
  "loads another pickle or bytecode, whose own imports and calls are not listed here":
    "lädt ein weiteres Pickle oder Bytecode, dessen Importe und Aufrufe hier nicht aufgeführt sind",
  "runs code under a debugger or profiler": "führt Code unter einem Debugger oder Profiler aus",
  "ends the program": "beendet das Programm",
  "a built-in Python type or function that only handles values":
    "ein Typ oder eine Funktion von Python selbst, die es nur mit Werten zu tun hat",
  "creates a function from bytecode in the pickle; it runs when the model is used":
    "macht eine Funktion aus Python-Bytecode, den das Pickle enthält; sie läuft, wenn das Modell benutzt wird",
  "creates a class from bytecode in the pickle; its methods run when the model is used":
    "macht eine Klasse, deren Methoden als Bytecode im Pickle liegen; sie laufen, wenn das Modell benutzt wird",
  "fills in a function created from the pickle's bytecode":
    "füllt eine Funktion, die aus Bytecode des Pickles gemacht wurde",
  "creates a module from the pickle's contents": "macht ein Modul, dessen Inhalt im Pickle liegt",
  "returns one of Python's internal types, such as the type of compiled code":
    "gibt einen der inneren Typen von Python nach seinem Namen, etwa den Typ von kompiliertem Code",
  "imports the module it is given, which runs that module's code":
    "importiert das Modul, das ihm genannt wird, wobei dessen Code läuft",
  "creates an empty object of the class it is given":
    "macht ein leeres Objekt der Klasse, die ihm gegeben wird",
  "a container of Python's standard library": "ein Container aus Pythons Standardbibliothek",
  "encodes a text as bytes": "kodiert einen Text als Bytes",
  "creates an array from numbers in the pickle": "macht ein Array aus Zahlen, die das Pickle enthält",
  "creates a tensor from numbers stored beside the pickle":
    "macht einen Tensor aus Zahlen, die neben dem Pickle liegen",
  "a date or time": "ein Datum oder eine Zeit",
  "an exact number": "eine exakte Zahl",
  "is not known here: importing it runs its module's code, whatever that does":
    "ist hier nicht bekannt: Beim Importieren läuft sein Modul, und es tut, was dessen Autor geschrieben hat",

  // Damage
  "The pickle holds {0} bytes; pickles are read up to {1}.":
    "Das Pickle hat {0} Bytes; gelesen werden Pickles von bis zu {1}.",
  "The pickle has more than {0} opcodes; the rest was not read.":
    "Das Pickle hat mehr als {0} Opcodes; der Rest wurde nicht gelesen.",
  "The pickle is damaged or cut short: {0}.": "Das Pickle ist beschädigt oder abgeschnitten: {0}.",
  "it ends at byte {0}, before its STOP": "Es endet bei Byte {0}, vor seinem STOP",
  "byte {0} is 0x{1}, which is not an opcode": "Byte {0} ist 0x{1}, und das ist kein Opcode",
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
  "the text {0} is not in quotes": "Der Text {0} steht nicht in Anführungszeichen",
  "an escape \\{0} in a text is cut short": "Eine Escape-Folge \\{0} in einem Text ist abgeschnitten",
  "an escape \\x in a text is cut short": "Eine Escape-Folge \\x in einem Text ist abgeschnitten",
  "a text holds the character {0}, which does not exist":
    "Ein Text enthält das Zeichen {0}, das es nicht gibt",
  "a text is not UTF-8": "Ein Text ist kein UTF-8",

  // What cannot be followed: sentences of their own
  "no MARK exists on stack": "Auf dem Stack liegt kein MARK.",
  "memo key {0} is already defined": "Der Memo-Schlüssel {0} ist schon vergeben.",
  "byte {0} asks for the pickle protocol {1}; Python reads up to {2}":
    "Byte {0} verlangt das Pickle-Protokoll {1}; Python liest bis {2}",
  "memo key {0} was never stored": "Unter dem Memo-Schlüssel {0} wurde nie etwas abgelegt.",
  "the stack is empty, so nothing can be stored in the memo":
    "Der Stack ist leer, sodass nichts ins Memo kommen kann.",
  "a MARK cannot be stored in the memo": "Ein MARK kann nicht ins Memo kommen.",
  "{0} takes {1} items from a stack that has only {2}":
    "{0} nimmt {1} Dinge von einem Stack, auf dem {2} liegen.",
  "{0} more things are on the stack after STOP": "Nach STOP liegen noch weitere Dinge auf dem Stack: {0}.",
  "{0} takes more items than the stack has": "{0} nimmt mehr vom Stack, als dort liegt.",
  "{0} finds the stack empty": "{0} findet den Stack leer.",
  "{0} finds no MARK": "{0} findet kein MARK.",
  "OBJ has no class": "OBJ hat keine Klasse.",

  // Pickles inside other files
  "It holds {0} bytes; pickles are read up to {1}.": "Es hat {0} Bytes; gelesen werden Pickles bis {1}.",
  "Unpacked, it has more than {0} bytes, so this page does not inspect it.":
    "Entpackt hat es mehr als {0} Bytes; hier wird nicht hineingesehen.",
  "It is compressed, and the compressed data is damaged.": "Es ist gepackt, und die Packung ist beschädigt.",
  "It names {0}, which is not in the zip.": "Es nennt {0}, das nicht in der Zip-Datei ist.",
  "a number takes {0} bytes": "eine Zahl nimmt {0} Bytes ein",
  "{0} takes {1} bytes": "{0} nimmt {1} Bytes ein",
};
