const encoder = new TextEncoder();
/** Keeps a leading U+FEFF, which the default decoder drops. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * Decodes bytes as native's tokenizer does: ends at the first NUL, or at the first invalid sequence, which gives one U+FFFD. Mirrors
 * BpeStreamingDecoder::Compute (onnxruntime-extensions, operators/tokenizer/bpe_streaming.hpp).
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const end = validUtf8Length(bytes);
  if (end.isValid && end.length > 0) return decoder.decode(bytes.subarray(0, end.length));
  return `${decoder.decode(bytes.subarray(0, end.length))}\ufffd`;
}

/** Decodes bytes that are known to be valid, up to the first NUL. */
export function decodeValidUtf8(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  return decoder.decode(nul < 0 ? bytes : bytes.subarray(0, nul));
}

/** Length of a UTF-8 sequence by the upper half of its first byte; 1 for a stray continuation byte. */
const lengthByHighNibble = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4] as const;

export function utf8Length(firstByte: number): number {
  return lengthByHighNibble[firstByte >> 4] ?? 1;
}

/**
 * How far `bytes` is valid UTF-8, up to the first NUL or the end.
 * Overlong forms, surrogates, code points above U+10FFFF and the non-characters U+FFFE and U+FFFF are invalid. Mirrors
 * ustring::ValidateUTF8 (onnxruntime-extensions, base/ustring.cc).
 */
export function validUtf8Length(bytes: Uint8Array): { readonly isValid: boolean; readonly length: number } {
  let position = 0;
  while (position < bytes.length && bytes[position] !== 0) {
    const length = validSequenceLength(bytes, position);
    if (length === 0) return { isValid: false, length: position };
    position += length;
  }
  return { isValid: true, length: position };
}

/** Length of the valid sequence at `position`, or 0. */
function validSequenceLength(bytes: Uint8Array, position: number): number {
  const first = bytes[position]!;
  const second = bytes[position + 1] ?? 0;
  const third = bytes[position + 2] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xe0) return first >= 0xc2 && isContinuation(second) ? 2 : 0;
  if (first < 0xf0) {
    const isOverlong = first === 0xe0 && second < 0xa0;
    const isSurrogate = first === 0xed && second >= 0xa0;
    const isNonCharacter = first === 0xef && second === 0xbf && third >= 0xbe;
    if (isOverlong || isSurrogate || isNonCharacter) return 0;
    return isContinuation(second) && isContinuation(third) ? 3 : 0;
  }
  const isOverlong = first === 0xf0 && second < 0x90;
  const isTooHigh = first > 0xf4 || (first === 0xf4 && second > 0x8f);
  if (isOverlong || isTooHigh) return 0;
  const fourth = bytes[position + 3] ?? 0;
  return isContinuation(second) && isContinuation(third) && isContinuation(fourth) ? 4 : 0;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
