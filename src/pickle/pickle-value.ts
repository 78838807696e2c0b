/** An opcode's argument, as a Python value. */
import { PythonFloat, type PythonValue } from "#python-values/python-value.ts";
import { pythonRepr } from "#python-values/python-repr.ts";

/** Python's bytes, or a bytearray. */
export class PickleBytes {
  readonly bytes: Uint8Array;
  readonly mutable: boolean;

  constructor(bytes: Uint8Array, mutable = false) {
    this.bytes = bytes;
    this.mutable = mutable;
  }
}

/** A text or integer that is too long for a person to read, such as weights: its beginning. */
export class LongArgument {
  readonly start: string;
  readonly sizeBytes: number;

  constructor(start: string, sizeBytes: number) {
    this.start = start;
    this.sizeBytes = sizeBytes;
  }
}

export type PickleArgument = LongArgument | string | number | bigint | boolean | PythonFloat | PickleBytes;

/**
 * `repr(argument)`.
 * @param maxCharacters longer ones are cut, and say so.
 */
export function argumentRepr(argument: PickleArgument, maxCharacters = Infinity): string {
  if (argument instanceof LongArgument) {
    return `${argument.start.slice(0, maxCharacters)} … ${argument.sizeBytes} bytes in all`;
  }
  if (argument instanceof PickleBytes) {
    const { bytes, mutable } = argument;
    const shown = bytes.length > maxCharacters ? bytes.subarray(0, maxCharacters) : bytes;
    const text = bytesRepr(shown);
    const whole = mutable ? `bytearray(${text})` : text;
    return shown.length < bytes.length ? `${whole} … ${bytes.length} bytes in all` : whole;
  }
  if (typeof argument === "string" && argument.length > maxCharacters) {
    return `${pythonRepr(argument.slice(0, maxCharacters))} … ${argument.length} characters in all`;
  }
  return pythonRepr(argument satisfies PythonValue);
}

/** A text unchanged, everything else as `repr`. */
export function plainText(argument: PickleArgument | null): string {
  return typeof argument === "string" ? argument : argument === null ? "" : argumentRepr(argument);
}

const BYTE_ESCAPES = new Map([
  [9, "\\t"],
  [10, "\\n"],
  [13, "\\r"],
  [92, "\\\\"],
]);

/** `repr(bytes)` (PyBytes_Repr, CPython's Objects/bytesobject.c). */
function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? 34 : 39;
  let text = "";
  for (const byte of bytes) {
    if (byte === quote) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 32 && byte < 127 && byte !== 92) text += String.fromCharCode(byte);
    else text += BYTE_ESCAPES.get(byte) ?? `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  const mark = String.fromCharCode(quote);
  return `b${mark}${text}${mark}`;
}
