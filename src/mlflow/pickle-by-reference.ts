/**
 * The pickle of `module.Class()`, by reference: some thirty bytes that name the class and hold no code.
 *
 * cloudpickle, which MLflow uses, pickles a notebook's class by value, as bytecode that only the same minor version of
 * Python loads. This names a class that lies beside it as readable source.
 */
const PROTO = 0x80;
const GLOBAL = 0x63; // "c": pushes module.name
const EMPTY_TUPLE = 0x29; // ")": the arguments
const NEWOBJ = 0x81; // cls.__new__(cls, *arguments)
const REDUCE = 0x52; // "R": function(*arguments)
const STOP = 0x2e; // "."
const PROTOCOL = 2;

export function pickleByReference(module: string, className: string): Uint8Array {
  return pickled(module, className, NEWOBJ);
}

/** The pickle of `module.name()`, for an object that its class alone does not make. */
export function pickleOfCall(module: string, name: string): Uint8Array {
  return pickled(module, name, REDUCE);
}

function pickled(module: string, name: string, opcode: number): Uint8Array {
  const global = new TextEncoder().encode(`${module}\n${name}\n`);
  return Uint8Array.from([PROTO, PROTOCOL, GLOBAL, ...global, EMPTY_TUPLE, opcode, STOP]);
}
