/** Reads an opcode's argument (the readers of Lib/pickletools.py). */
import { simpleEscape } from "#python-values/simple-escapes.ts";
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { PythonFloat } from "#python-values/python-value.ts";
import type { ArgumentKind } from "./opcodes.ts";
import { pythonRepr } from "#python-values/python-repr.ts";
import { LongArgument, PickleBytes, type PickleArgument } from "./pickle-value.ts";

/** An integer with more bytes has more digits than Python writes out. */
const MAX_INTEGER_BYTES = 1785;
/** Python's own limit on digits (sys.int_info.default_max_str_digits), for the same reason. */
const MAX_INTEGER_DIGITS = 4300;

/** No model contains a longer number. */
const MAX_NUMBER_CHARACTERS = 1 << 16;
/** Longer texts are not read whole: no module's name is that long. */
const MAX_TEXT_BYTES = 1 << 16;
const START_BYTES = 128;

const NEWLINE = 10;

/** Created once, because every opcode needs them. */
const A_BYTEARRAY = message`a bytearray`;
const A_MODULE_NAME = message`a module's name`;
const A_NAME = message`a name`;
const A_NUMBER = message`a number`;
const A_TEXT = message`a text`;
const AN_INTEGER = message`an integer`;
const BYTES = message`bytes`;

/** A position in a pickle's bytes that advances as they are read. */
export class PickleBytesReader {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** @throws AppError "invalid-model" if fewer bytes are left. */
  take(count: number, what: Message): Uint8Array {
    const left = this.bytes.length - this.at;
    if (count > left)
      throw damaged(message`${what} should take ${count} bytes at byte ${this.at}, and ${left} are left`);
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** Up to the next line break, which is left out. */
  line(what: Message): Uint8Array {
    const end = this.bytes.indexOf(NEWLINE, this.at);
    if (end < 0) throw damaged(message`${what} at byte ${this.at} has no end of line`);
    const line = this.bytes.subarray(this.at, end);
    this.at = end + 1;
    return line;
  }
}

export function damaged(fault: Message, cause?: unknown): AppError {
  return new AppError(
    "invalid-model",
    message`The pickle is damaged or cut short: ${fault}.`,
    cause === undefined ? {} : { cause },
  );
}

/** @throws AppError "invalid-model" with the offset of the first invalid byte. */
export function readArgument(kind: ArgumentKind, reader: PickleBytesReader): PickleArgument {
  switch (kind) {
    case "uint1":
      return unsigned(reader, 1);
    case "uint2":
      return unsigned(reader, 2);
    case "uint4":
      return unsigned(reader, 4);
    case "uint8":
      return wide(reader);
    case "int4":
      return signed4(reader);
    case "decimalnl_short":
      return shortDecimal(number(reader));
    case "decimalnl_long":
      return decimal(number(reader).replace(/L$/, ""));
    case "long1":
      return integer(reader.take(unsigned(reader, 1), AN_INTEGER));
    case "long4":
      return integer(reader.take(length(signed4(reader)), AN_INTEGER));
    case "stringnl":
      return text(unquoted(reader.line(A_TEXT)), unescaped);
    case "stringnl_noescape":
      return text(reader.line(A_NAME), unescaped);
    case "stringnl_noescape_pair":
      return `${name(reader, A_MODULE_NAME)} ${name(reader, A_NAME)}`;
    case "string1":
      return text(reader.take(unsigned(reader, 1), A_TEXT), latin1);
    case "string4":
      return text(reader.take(length(signed4(reader)), A_TEXT), latin1);
    case "bytes1":
      return new PickleBytes(reader.take(unsigned(reader, 1), BYTES));
    case "bytes4":
      return new PickleBytes(reader.take(unsigned(reader, 4), BYTES));
    case "bytes8":
      return new PickleBytes(reader.take(Number(wide(reader)), BYTES));
    case "bytearray8":
      return new PickleBytes(reader.take(Number(wide(reader)), A_BYTEARRAY), true);
    case "unicodestringnl":
      return text(reader.line(A_TEXT), rawUnicodeEscape);
    case "unicodestring1":
      return text(reader.take(unsigned(reader, 1), A_TEXT), utf8);
    case "unicodestring4":
      return text(reader.take(unsigned(reader, 4), A_TEXT), utf8);
    case "unicodestring8":
      return text(reader.take(Number(wide(reader)), A_TEXT), utf8);
    case "floatnl":
      return new PythonFloat(float(number(reader)));
    case "float8":
      return new PythonFloat(viewOf(reader.take(8, A_NUMBER)).getFloat64(0, false));
  }
}

function number(reader: PickleBytesReader): string {
  const line = reader.line(A_NUMBER);
  if (line.length <= MAX_NUMBER_CHARACTERS) return latin1(line);
  throw damaged(message`a number takes ${line.length} bytes`);
}

function name(reader: PickleBytesReader, what: Message): string {
  const line = reader.line(what);
  if (line.length <= MAX_TEXT_BYTES) return unescaped(line);
  throw damaged(message`${what} takes ${line.length} bytes`);
}

function text(bytes: Uint8Array, decode: (bytes: Uint8Array) => string): string | LongArgument {
  if (bytes.length <= MAX_TEXT_BYTES) return decode(bytes);
  return new LongArgument(pythonRepr(latin1(bytes.subarray(0, START_BYTES))), bytes.length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Little-endian, up to four bytes. */
function unsigned(reader: PickleBytesReader, bytes: 1 | 2 | 4): number {
  return reader.take(bytes, A_NUMBER).reduceRight((value, byte) => value * 256 + byte, 0);
}

function wide(reader: PickleBytesReader): number | bigint {
  const value = viewOf(reader.take(8, A_NUMBER)).getBigUint64(0, true);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function signed4(reader: PickleBytesReader): number {
  return viewOf(reader.take(4, A_NUMBER)).getInt32(0, true);
}

function length(count: number): number {
  if (count < 0) throw damaged(message`a length is ${count}`);
  return count;
}

/** Two's complement, little-endian; no bytes mean zero. */
function integer(bytes: Uint8Array): number | bigint | LongArgument {
  if (bytes.length > MAX_INTEGER_BYTES) return new LongArgument("an integer", bytes.length);
  if (bytes.length === 0) return 0;
  const digits = Array.from(bytes.toReversed(), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return plain(BigInt.asIntN(bytes.length * 8, BigInt(`0x${digits}`)));
}

function plain(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}

/** Protocol 0 writes False and True as the numbers 00 and 01. */
function shortDecimal(text: string): number | bigint | boolean {
  return text === "00" ? false : text === "01" ? true : decimal(text);
}

function decimal(text: string): number | bigint {
  const digits = text.trim().replaceAll(/(?<=\d)_(?=\d)/g, "");
  if (digits.length > MAX_INTEGER_DIGITS || !/^[+-]?\d+$/.test(digits))
    throw damaged(message`${JSON.stringify(text.slice(0, 40))} is no integer`);
  const value = BigInt(digits.replace(/^[+-]/, ""));
  return plain(digits.startsWith("-") ? -value : value);
}

function float(text: string): number {
  const trimmed = text.trim().toLowerCase();
  const named = /^([+-]?)(nan|inf|infinity)$/.exec(trimmed);
  if (named) return named[2] === "nan" ? Number.NaN : named[1] === "-" ? -Infinity : Infinity;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/.test(trimmed))
    throw damaged(message`${JSON.stringify(text.slice(0, 40))} is no number`);
  return Number(trimmed);
}

function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join("");
}

const QUOTES = [34, 39];

function unquoted(line: Uint8Array): Uint8Array {
  const quote = QUOTES.find((mark) => line[0] === mark);
  if (quote === undefined || line.length < 2 || line.at(-1) !== quote)
    throw damaged(message`the text ${JSON.stringify(latin1(line.subarray(0, 40)))} is not in quotes`);
  return line.subarray(1, -1);
}

/**
 * `codecs.escape_decode`, then ASCII. Where pickletools gives up, at letters beyond ASCII, Python's unpickler reads UTF-8, and so does
 * this.
 */
function unescaped(line: Uint8Array): string {
  const text = line.some((byte) => byte > 127) ? utf8(line) : latin1(line);
  return text.replaceAll(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[^])/g, (whole, escape: string) => {
    if (escape.startsWith("x") && escape.length === 3)
      return String.fromCharCode(parseInt(escape.slice(1), 16));
    if (escape === "x") throw damaged(message`an escape \\x in a text is cut short`);
    if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8) & 0xff);
    return simpleEscape(escape) ?? whole;
  });
}

/** Latin-1, with \uXXXX and \UXXXXXXXX after an odd number of backslashes. */
function rawUnicodeEscape(line: Uint8Array): string {
  return latin1(line).replaceAll(
    /(?<!\\)((?:\\\\)*)\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([uU]))/g,
    (
      _whole,
      before: string,
      short: string | undefined,
      long: string | undefined,
      cut: string | undefined,
    ) => {
      if (cut !== undefined) throw damaged(message`an escape \\${cut} in a text is cut short`);
      const point = parseInt(short ?? long ?? "", 16);
      if (point > 0x10ffff)
        throw damaged(message`a text holds the character ${point.toString(16)}, which does not exist`);
      return before + String.fromCodePoint(point);
    },
  );
}

/** UTF-8 that allows unpaired surrogates ("surrogatepass"). */
function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return withSurrogates(bytes);
  }
}

function withSurrogates(bytes: Uint8Array): string {
  let text = "";
  let from = 0;
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const upTo = (end: number) => {
    try {
      text += decoder.decode(bytes.subarray(from, end));
    } catch (cause) {
      throw damaged(message`a text is not UTF-8`, cause);
    }
  };
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    const second = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xed || second < 0xa0 || second > 0xbf) continue;
    upTo(at);
    text += String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f));
    from = at + 3;
    at += 2;
  }
  upTo(bytes.length);
  return text;
}
