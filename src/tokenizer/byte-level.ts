import { decodeUtf8, validUtf8Length } from "./utf8.ts";

/**
 * The characters that represent bytes in byte-level vocabularies: a printable one represents itself, the others start at U+0100. Mirrors
 * KernelBpeTokenizer::CreateUnicodeByteEncoder (onnxruntime-extensions, operators/tokenizer/bpe_kernels.cc).
 */
const charOfByte: readonly string[] = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const isHidden = byte < 33 || (byte >= 127 && byte < 161) || byte === 173;
    return String.fromCharCode(isHidden ? next++ : byte);
  });
})();

const byteOfChar: ReadonlyMap<string, number> = new Map(charOfByte.map((char, byte) => [char, byte]));

/** How a vocabulary spells bytes. */
export function spellingOf(bytes: Uint8Array): string {
  let spelling = "";
  for (const byte of bytes) spelling += charOfByte[byte]!;
  return spelling;
}

/**
 * The bytes that a vocabulary piece spells.
 * @throws Error with native's words if it spells none.
 */
export function bytesSpelled(piece: string): Uint8Array {
  return Uint8Array.from(Array.from(piece), (char) => {
    const byte = byteOfChar.get(char) ?? char.codePointAt(0)!;
    if (byte > 255) throw new Error("_Map_base::at");
    return byte;
  });
}

/** A piece for people to read: incomplete characters as bytes. */
export function readable(bytes: Uint8Array): string {
  if (validUtf8Length(bytes).length === bytes.length) return decodeUtf8(bytes);
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : byteName(byte))).join("");
}

/** The token of a single byte in vocabularies with byte fallback. */
export function byteName(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}
