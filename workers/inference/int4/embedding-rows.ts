import type { KernelMemory } from "./kernel-memory.ts";
import { blockBytes, type MatrixAddresses } from "./program-writer.ts";

/** Gives tokens' embeddings. */
export interface EmbeddingRows {
  /** Writes the token's embedding, f32 [hidden size]. */
  read(tokenId: number, row: Float32Array): void;
}

/** A table kept outside of the kernel's memory: of a large model some hundred megabytes that addresses would have to reach. */
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

/** The head's int4 matrix, in the kernel's order (int4/assembly/place.ts), multiplied out: GatherBlockQuantized. */
export function sharedRows(memory: KernelMemory, matrix: MatrixAddresses): EmbeddingRows {
  const blocks = matrix.columns / 32;
  const bytesOfBlock = blockBytes(matrix.bits);
  const usual = 2 ** (matrix.bits - 1);
  return {
    read(tokenId, row) {
      const [group, lane] = [Math.floor(tokenId / 4), tokenId % 4];
      const start = matrix.blocks + group * blocks * bytesOfBlock;
      const weights = memory.bytes(start, blocks * bytesOfBlock);
      const floats = memory.floats(start, (blocks * bytesOfBlock) / 4);
      const zeroPoints =
        matrix.zeroPoints === 0 ? null : memory.bytes(matrix.zeroPoints + group * blocks * 4, blocks * 4);
      for (let k = 0; k < matrix.columns; k++) {
        const block = Math.floor(k / 32);
        const place = matrix.bits === 4 ? k % 16 : k % 32;
        const byte = weights[block * bytesOfBlock + 16 * Math.floor(place / 4) + 4 * lane + (place % 4)]!;
        const value = matrix.bits === 8 ? byte : k % 32 < 16 ? byte & 15 : byte >> 4;
        const scale = floats[(block * bytesOfBlock + 16 * matrix.bits) / 4 + lane]!;
        row[k] = (value - (zeroPoints?.[4 * block + lane] ?? usual)) * scale;
      }
    },
  };
}

/** IEEE 754 half precision, by its bits. */
function floatOfHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
