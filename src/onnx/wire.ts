import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";

/** The encoding of a field's value. ONNX does not use protobuf's two old group types. */
type WireType = "varint" | "fixed64" | "bytes" | "fixed32";

const wireTypes: readonly (WireType | undefined)[] = [
  "varint",
  "fixed64",
  "bytes",
  undefined,
  undefined,
  "fixed32",
];

/** A varint holds 64 bits, seven per byte. */
const maxVarintBytes = 10;
/** A tag (at most 5 bytes) and a varint. */
export const maxFieldHeaderBytes = 5 + maxVarintBytes;
/** Up to seven bytes give 49 bits, which a number holds exactly. */
const maxNumberVarintBytes = 7;

/** The start of a field: its number and type, and where its value is, relative to the start of the bytes. */
export interface FieldHeader {
  readonly fieldNumber: number;
  readonly wireType: WireType;
  /** The value of a varint; for bytes their length; otherwise 0. */
  readonly value: number;
  /** The start of the bytes; for other fields, the end of the field. */
  readonly valueStart: number;
  /** The start of the next field. */
  readonly end: number;
}

/**
 * Reads the header of the field at `position`. The field can end beyond `bytes`; its header must not.
 * @param origin offset of `bytes` in the file, for messages.
 * @throws AppError "invalid-model" with the offset for bytes that are not protobuf.
 */
export function readFieldHeader(bytes: Uint8Array, position: number, origin: number): FieldHeader {
  const tag = readVarint(bytes, position, origin);
  const fieldNumber = Math.floor(tag.value / 8);
  const wireType = wireTypes[tag.value % 8];
  if (wireType === undefined || fieldNumber < 1) {
    throw damaged(
      origin + position,
      message`a field with number ${fieldNumber} and wire type ${tag.value % 8}`,
    );
  }
  switch (wireType) {
    case "varint": {
      const { value, end } = readVarint(bytes, tag.end, origin);
      return { fieldNumber, wireType, value, valueStart: end, end };
    }
    case "bytes": {
      const { value, end } = readVarint(bytes, tag.end, origin);
      if (value < 0) throw damaged(origin + position, message`a field of ${value} bytes`);
      return { fieldNumber, wireType, value, valueStart: end, end: end + value };
    }
    case "fixed64":
      return { fieldNumber, wireType, value: 0, valueStart: tag.end, end: tag.end + 8 };
    case "fixed32":
      return { fieldNumber, wireType, value: 0, valueStart: tag.end, end: tag.end + 4 };
  }
}

/** A field of a message that is entirely in memory. */
export interface Field {
  readonly fieldNumber: number;
  readonly wireType: WireType;
  readonly value: number;
  /** The bytes of a string, bytes or message; empty for other fields. */
  readonly bytes: Uint8Array;
}

/**
 * The fields of a message, in order.
 * @throws AppError "invalid-model" with the offset in the file for bytes that are not protobuf.
 */
export function* readFields(bytes: Uint8Array, origin: number): Generator<Field> {
  let position = 0;
  while (position < bytes.length) {
    const { fieldNumber, wireType, value, valueStart, end } = readFieldHeader(bytes, position, origin);
    if (end > bytes.length) {
      throw damaged(
        origin + position,
        message`a field that ends ${end - bytes.length} bytes beyond its message`,
      );
    }
    yield { fieldNumber, wireType, value, bytes: bytes.subarray(valueStart, end) };
    position = end;
  }
}

/** The numbers of a repeated integer field, packed or one per field. */
export function* readIntegers(field: Field, origin: number): Generator<number> {
  if (field.wireType === "varint") {
    yield field.value;
    return;
  }
  let position = 0;
  while (position < field.bytes.length) {
    const { value, end } = readVarint(field.bytes, position, origin);
    yield value;
    position = end;
  }
}

/** @throws AppError "invalid-model" for text that is not UTF-8. */
export function readText(field: Field, origin: number): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(field.bytes);
  } catch {
    throw damaged(origin, message`a name that is not UTF-8`);
  }
}

function readVarint(
  bytes: Uint8Array,
  start: number,
  origin: number,
): { readonly value: number; readonly end: number } {
  let end = start;
  while ((bytes[end] ?? 0) >= 0x80) end++;
  if (end >= bytes.length || end - start >= maxVarintBytes) {
    throw damaged(origin + start, message`a number that does not end`);
  }
  end++;
  if (end - start > maxNumberVarintBytes) return { value: readLongVarint(bytes.subarray(start, end)), end };
  let value = 0;
  for (let i = end - 1; i >= start; i--) value = value * 128 + (bytes[i]! & 0x7f);
  return { value, end };
}

/** As int64: protobuf encodes negative numbers in ten bytes. */
function readLongVarint(bytes: Uint8Array): number {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 128n + BigInt(bytes[i]! & 0x7f);
  return Number(BigInt.asIntN(64, value));
}

export function damaged(offset: number, found: Message): AppError {
  return new AppError(
    "invalid-model",
    message`The ONNX file is damaged: expected the next part of the model at byte ${offset}, found ${found}. Copy or download the file again.`,
    { details: { offset } },
  );
}
