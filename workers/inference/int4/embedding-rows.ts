import { groupBytes } from "#int4/memory-plan.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import type { MatrixAddresses } from "./program-writer.ts";

/** Gives tokens' embeddings. */
export interface EmbeddingRows {
  /** Writes the token's embedding, f32 [hidden size]. */
  read(tokenId: number, row: Float32Array): void;
}

/** A table outside the kernel's memory, whose addresses end at 4 GB; a large model's table has some hundred megabytes. */
export function tableRows(
  table: Uint8Array,
  elementType: "float32" | "float16",
  hiddenSize: number,
): EmbeddingRows {
  if (elementType === "float32") {
    const floats = new Float32Array(table.buffer, table.byteOffset, table.byteLength / 4);
    return {
      read: (tokenId, row) => row.set(floats.subarray(tokenId * hiddenSize, (tokenId + 1) * hiddenSize)),
    };
  }
  const halves = new Uint16Array(table.buffer, table.byteOffset, table.byteLength / 2);
  return {
    read(tokenId, row) {
      const start = tokenId * hiddenSize;
      for (let i = 0; i < hiddenSize; i++) row[i] = floatOfHalf(halves[start + i]!);
    },
  };
}

/** GatherBlockQuantized: dequantises rows of the head's matrix, which is in the kernel's order (int4/assembly/place.ts). */
export function sharedRows(memory: KernelMemory, matrix: MatrixAddresses): EmbeddingRows {
  const { columns, bits, blockSize } = matrix;
  const blocks = Math.ceil(columns / blockSize);
  const bytesOfGroup = groupBytes(matrix);
  const usual = 2 ** (bits - 1);
  // Scales follow the weights of this many columns and their blocks.
  const width = bits === 4 ? Math.max(blockSize, 32) : blockSize;
  return {
    read(tokenId, row) {
      const [group, lane] = [Math.floor(tokenId / 4), tokenId % 4];
      const start = matrix.blocks + group * bytesOfGroup;
      const weights = memory.bytes(start, bytesOfGroup);
      const floats = memory.floats(start, bytesOfGroup / 4);
      const zeroPoints =
        matrix.zeroPoints === 0 ? null : memory.bytes(matrix.zeroPoints + group * blocks * 4, blocks * 4);
      for (let k = 0; k < columns; k++) {
        const block = Math.floor(k / blockSize);
        const scalesBefore = 16 * Math.ceil((Math.floor(k / width) * width) / blockSize);
        // A byte of int4 holds k and k + 16.
        const place = bits === 4 ? 16 * Math.floor(k / 32) + (k % 16) : k;
        const byte = weights[scalesBefore + 16 * Math.floor(place / 4) + 4 * lane + (place % 4)]!;
        const value = bits === 8 ? byte : k % 32 < 16 ? byte & 15 : byte >> 4;
        const end = Math.min((Math.floor(k / width) + 1) * width, columns);
        const scale = floats[((end * bits) / 2 + 16 * block) / 4 + lane]!;
        row[k] = (value - (zeroPoints?.[4 * block + lane] ?? usual)) * scale;
      }
    },
  };
}

/** IEEE 754 half precision, from its bits. */
function floatOfHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
