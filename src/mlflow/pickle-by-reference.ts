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
const STOP = 0x2e; // "."
const PROTOCOL = 2;

export function pickleByReference(module: string, className: string): Uint8Array {
  const name = new TextEncoder().encode(`${module}\n${className}\n`);
  return Uint8Array.from([PROTO, PROTOCOL, GLOBAL, ...name, EMPTY_TUPLE, NEWOBJ, STOP]);
}
