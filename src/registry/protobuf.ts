/** Writes messages of protobuf's wire format (https://protobuf.dev/programming-guides/encoding): a field is its number and a value. */

/** Bytes of one field. */
export type Field = Uint8Array<ArrayBuffer>;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;

/** A message, in a field of another or by itself. */
export function messageOf(fields: readonly Field[]): Field {
  const bytes = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const field of fields) {
    bytes.set(field, at);
    at += field.length;
  }
  return bytes;
}

export function bytesField(number: number, value: Uint8Array<ArrayBuffer>): Field {
  return messageOf([tag(number, LENGTH), varint(BigInt(value.length)), value]);
}

export function textField(number: number, value: string): Field {
  return bytesField(number, new TextEncoder().encode(value));
}

/** int64, bool or an enum; negative numbers as two's complement. */
export function intField(number: number, value: bigint): Field {
  return messageOf([tag(number, VARINT), varint(BigInt.asUintN(64, value))]);
}

export function fixed64Field(number: number, value: bigint): Field {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return messageOf([tag(number, FIXED64), bytes]);
}

export function doubleField(number: number, value: number): Field {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return messageOf([tag(number, FIXED64), bytes]);
}

function tag(number: number, type: number): Field {
  return varint(BigInt(number * 8 + type));
}

function varint(value: bigint): Field {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low + 128);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}
