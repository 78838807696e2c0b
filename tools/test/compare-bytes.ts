/** Compares arrays of bytes and numbers as memory: toEqual takes a microsecond for each element, which is seconds for a file's bytes. */
import { expect } from "vitest";

type TypedArray = Exclude<NodeJS.TypedArray, undefined>;

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function bytesOf({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

expect.addEqualityTesters([
  (one, other) => {
    if (!isTypedArray(one) || !isTypedArray(other) || one.constructor !== other.constructor) return undefined;
    // Vitest decides about the others: zeros of two signs, or what it says of the difference.
    return Buffer.compare(bytesOf(one), bytesOf(other)) === 0 ? true : undefined;
  },
]);
