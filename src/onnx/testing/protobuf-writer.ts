/** Writes protobuf by hand, so that tests can make valid and broken models. */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((length, field) => length + field.length, 0));
  let end = 0;
  for (const field of fields) {
    bytes.set(field, end);
    end += field.length;
  }
  return bytes;
}

export function varintField(fieldNumber: number, value: number): Uint8Array {
  return Uint8Array.from([...varint(fieldNumber * 8), ...varint(value)]);
}

export function bytesField(fieldNumber: number, bytes: Uint8Array): Uint8Array {
  return message(Uint8Array.from([...varint(fieldNumber * 8 + 2), ...varint(bytes.length)]), bytes);
}

export function textField(fieldNumber: number, text: string): Uint8Array {
  return bytesField(fieldNumber, new TextEncoder().encode(text));
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return bytes;
}
