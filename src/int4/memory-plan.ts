import { dataLength } from "#onnx/tensor.ts";
import type { MemoryNeeds } from "#genai/memory-fit.ts";
import type { DecoderGraph, Head, Linear } from "./decoder-graph.ts";

/** Bytes of a value in the KV cache: f32 as in native, or i16 with a scale for each row (int4/assembly/cache.ts). */
export type CacheValueBytes = 4 | 2;

/** How many tokens of a prompt are run at once. More would gain little: each weight is then read once for 128 products. */
export const rowsAtOnce = 128;

/** The bytes of one head's keys, or of its values. */
export function headCacheBytes(capacity: number, headSize: number, valueBytes: CacheValueBytes): number {
  const values = capacity * headSize * valueBytes;
  return valueBytes === 4 ? values : values + 4 * roundUp(capacity, 4);
}

/** Columns of the smallest blocks. */
const leastBlock = 16;

/** Weights that a thread unpacks at once for a prompt's tokens (int4/assembly/matmul.ts), with their scales, in activations' bytes. */
const unpackedAtOnce = 294_912;

/**
 * A thread's own memory, for one thing at a time: a normalised row, 512 values of an MLP, the scores of four queries, or unpacked
 * weights.
 * @param widest values of a token between two operations.
 * @param activationBytes of a quantised activation, and of an unpacked weight.
 */
export function scratchBytes(widest: number, activationBytes: number, capacity: number): number {
  const scores = 4 * roundUp(capacity + 4, 16);
  const twoGroups = 8 * (widest * activationBytes + 4 * (widest / leastBlock));
  return roundUp(Math.max(4 * widest, 4 * 512, 4 * scores, twoGroups, activationBytes * unpackedAtOnce), 64);
}

/** Words for each of scales, sums and totals of a run's quantised activations (int4/assembly/quantize.ts). */
export function activationWords(widest: number): number {
  return (rowsAtOnce * widest) / leastBlock;
}

function activationsBytes(widest: number, activationBytes: number): number {
  return rowsAtOnce * widest * activationBytes + 3 * 4 * activationWords(widest);
}

/**
 * How much of the kernel's memory a decoder needs, computed from its graph before any weight is read.
 * @param threads of the kernel.
 * @param activationBytes of a quantised activation: 1 in the relaxed build, 2 in the plain one.
 */
export function planMemory(graph: DecoderGraph, threads: number, activationBytes: number): MemoryNeeds {
  const { hiddenSize, vocabSize, heads, keyValueHeads, headSize, layers, rotary } = graph;
  let weightsBytes = matrixBytes(graph) + dataLength(graph.finalNorm);
  for (const layer of layers) weightsBytes += dataLength(layer.attentionNorm) + dataLength(layer.mlpNorm);
  for (const tables of [rotary?.short, rotary?.long]) {
    if (tables != null) weightsBytes += dataLength(tables.cosines) + dataLength(tables.sines);
  }
  const queryWidth = heads * headSize;
  const mlpWidth = Math.max(...layers.map(({ gate }) => gate.rows));
  const widest = Math.max(hiddenSize, queryWidth, mlpWidth);
  const floatsOfARow = hiddenSize + 2 * queryWidth + 2 * keyValueHeads * headSize + 2 * mlpWidth;
  const betweenLayers =
    rowsAtOnce * 4 * floatsOfARow + activationsBytes(widest, activationBytes) + 4 * vocabSize;
  const cacheBytes = (tokens: number, valueBytes: CacheValueBytes): number =>
    layers.length * 2 * keyValueHeads * headCacheBytes(tokens, headSize, valueBytes) +
    threads * scratchBytes(widest, activationBytes, tokens);
  return {
    weightsBytes: weightsBytes + betweenLayers,
    narrowCacheBytes: (tokens) => cacheBytes(tokens, 2),
    cacheBytes: (tokens) => cacheBytes(tokens, 4),
  };
}

/** The bytes of all matrices, which each step reads. */
export function matrixBytes({ layers, head }: DecoderGraph): number {
  const ofLayers = layers.flatMap(({ projections, attentionOutput, gate, up, down }) => [
    ...("packed" in projections ? [projections.packed] : projections.separate),
    attentionOutput,
    gate,
    up,
    down,
  ]);
  return [head, ...ofLayers].reduce((sum, linear) => sum + linearBytes(linear), 0);
}

/** As the kernel stores it: weights and scales, and a byte for each zero point. */
function linearBytes(matrix: Head): number {
  if (matrix.bits === 32) return dataLength(matrix.weights);
  const { rows, columns, blockSize, zeroPoints, bias } = matrix;
  return (
    blocksBytes(matrix) +
    (zeroPoints === null ? 0 : rows * Math.ceil(columns / blockSize)) +
    (bias === null ? 0 : dataLength(bias))
  );
}

/** The bytes of a matrix's weights and scales, in the kernel's order (int4/assembly/place.ts), without the padding of a file's last blocks. */
export function blocksBytes({
  rows,
  columns,
  blockSize,
  bits,
}: Pick<Linear, "rows" | "columns" | "blockSize" | "bits">): number {
  return (rows / 4) * groupBytes({ columns, blockSize, bits });
}

/** The bytes of four rows. */
export function groupBytes({
  columns,
  blockSize,
  bits,
}: {
  readonly columns: number;
  readonly blockSize: number;
  readonly bits: number;
}): number {
  return (columns * bits) / 2 + 16 * Math.ceil(columns / blockSize);
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
