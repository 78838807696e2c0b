import { attend, attendFour } from "./attention";
import { headCacheBytes, putRow } from "./cache";
import { multiplyFloats } from "./floats";
import { Matrix, multiplyMatrix } from "./matmul";
import { multiplyMatrix8 } from "./matmul8";
import { rmsNorm } from "./norm";
import { groupBytes, placeScales, placeWeights4, placeWeights8 } from "./place";
import { Activations, blockCount, quantizePart } from "./quantize";
import { rotate } from "./rope";
import { swiglu } from "./swiglu";
import { barrier, takePiece, threadCount } from "./team";

/**
 * A decoder is a *program*: a list of operations in memory. The host writes it once (workers/inference/int4/program-writer.ts), and
 * every thread executes it for each run. An operation has 64 bytes; its first word is its code. Both files have the same fields.
 */
const OPERATION_BYTES: usize = 64;

// @ts-ignore: decorator
@inline
const NORM: i32 = 1;
// @ts-ignore: decorator
@inline
const MATMUL: i32 = 2;
// @ts-ignore: decorator
@inline
const ROPE: i32 = 3;
// @ts-ignore: decorator
@inline
const ATTENTION: i32 = 4;
// @ts-ignore: decorator
@inline
const QUANTIZE: i32 = 5;
// @ts-ignore: decorator
@inline
const SWIGLU: i32 = 6;
// @ts-ignore: decorator
@inline
const PLACE: i32 = 7;
// @ts-ignore: decorator
@inline
const FLOAT_MATMUL: i32 = 8;

/** The fields that all operations have. */
// @ts-ignore: decorator
@unmanaged
class Operation {
  code: i32;
  /** How many pieces of work are taken in this run. */
  counter: i32;
  /** Whether the next operation may begin before all threads are done with this one. */
  isOpen: i32;
  /** Whether only the run's last token matters from here on. */
  isLastOnly: i32;
}

/** Normalises rows of x, and quantises them, or keeps them as they are. */
// @ts-ignore: decorator
@unmanaged
class NormOperation extends Operation {
  x: usize;
  gamma: usize;
  epsilon: f32;
  size: i32;
  /** Or 0. */
  activations: usize;
  blockSize: i32;
  /** Without activations: f32 [rows, size]. */
  floats: usize;
}

// @ts-ignore: decorator
@unmanaged
class MatmulOperation extends Operation {
  matrix: usize;
  activations: usize;
  out: usize;
  /** Values in a row of `out`. */
  stride: i32;
  addsToOut: i32;
}

/** One row by a matrix of floats. */
// @ts-ignore: decorator
@unmanaged
class FloatMatmulOperation extends Operation {
  x: usize;
  /** f32 [inner, columns] */
  weights: usize;
  inner: i32;
  columns: i32;
  out: usize;
}

/** Rotates queries in place, and puts rotated keys, and values, into the cache. */
// @ts-ignore: decorator
@unmanaged
class RopeOperation extends Operation {
  /** f32 [rows, stride]: the first query, key and value head of a row. */
  queries: usize;
  keys: usize;
  values: usize;
  queryStride: i32;
  keyStride: i32;
  valueStride: i32;
  layer: i32;
}

// @ts-ignore: decorator
@unmanaged
class AttentionOperation extends Operation {
  queries: usize;
  queryStride: i32;
  layer: i32;
  scale: f32;
  /** f32 [rows, heads × headSize] */
  out: usize;
  /** How many positions a query sees, up to its own; 0: all. */
  window: i32;
}

// @ts-ignore: decorator
@unmanaged
class QuantizeOperation extends Operation {
  x: usize;
  size: i32;
  activations: usize;
  blockSize: i32;
}

/** Computes gate × sigmoid(gate) × up, and quantises it. */
// @ts-ignore: decorator
@unmanaged
class SwigluOperation extends Operation {
  gate: usize;
  up: usize;
  size: i32;
  stride: i32;
  activations: usize;
  blockSize: i32;
}

/** Puts groups of four rows of a matrix where the kernel reads them (place.ts). A program of its own, which loads a model. */
// @ts-ignore: decorator
@unmanaged
class PlaceOperation extends Operation {
  /** Weights, or scales, of `groups` groups. */
  source: usize;
  /** Where the first of the groups belongs. */
  blocks: usize;
  groups: i32;
  columns: i32;
  bits: i32;
  areScales: i32;
  blockSize: i32;
}

/** The arguments of a run. The host writes them before it. */
// @ts-ignore: decorator
@unmanaged
export class Run {
  program: usize;
  operationCount: i32;
  /** Tokens of this run. */
  rows: i32;
  /** Of the first of them. */
  position: i32;
  heads: i32;
  keyValueHeads: i32;
  headSize: i32;
  /** Half of a head's dimensions that are rotated; 0: none. */
  rotaryWidth: i32;
  /** f32 [positions, rotaryWidth] */
  cosines: usize;
  sines: usize;
  /** The KV cache: [layers, 2, keyValueHeads], see cache.ts. */
  cache: usize;
  /** Tokens that it holds. */
  capacity: i32;
  /** The threads' own memory, the first thread's first. */
  scratch: usize;
  scratchBytes: usize;
  /** Bytes of a value in the KV cache: 4 (f32) or 2 (i16). */
  cacheValueBytes: i32;
  /** Whether sums of blocks are of 16 bits (dot.ts). */
  sumsAreShort: i32;
}

/** Values that a thread takes at once from a row whose columns are shared out. */
const COLUMN_CHUNK: i32 = 512;
/** Queries of a head that a thread takes at once. */
const QUERY_CHUNK: i32 = 8;

/** Executes the program as the `thread`-th of the team. */
export function execute(team: usize, runAddress: usize, thread: i32): void {
  const run = changetype<Run>(runAddress);
  const scratch = run.scratch + <usize>thread * run.scratchBytes;
  let address = run.program;
  // Read once: after the last barrier, the host may write the next run while this thread is still leaving.
  const operationCount = run.operationCount;
  for (let i = 0; i < operationCount; i++) {
    const operation = changetype<Operation>(address);
    const rows = operation.isLastOnly ? 1 : run.rows;
    switch (operation.code) {
      case NORM:
        norm(changetype<NormOperation>(address), rows, run.rows, scratch);
        break;
      case MATMUL:
        matmul(changetype<MatmulOperation>(address), rows, run.sumsAreShort != 0, scratch, threadCount(team));
        break;
      case ROPE:
        if (run.cacheValueBytes == 2) {
          rope<i16>(changetype<RopeOperation>(address), run, thread, threadCount(team), scratch);
        } else {
          rope<f32>(changetype<RopeOperation>(address), run, thread, threadCount(team), scratch);
        }
        break;
      case ATTENTION:
        if (run.cacheValueBytes == 2) attention<i16>(changetype<AttentionOperation>(address), run, scratch);
        else attention<f32>(changetype<AttentionOperation>(address), run, scratch);
        break;
      case QUANTIZE:
        quantize(changetype<QuantizeOperation>(address), rows);
        break;
      case SWIGLU:
        gated(changetype<SwigluOperation>(address), rows, scratch);
        break;
      case PLACE:
        place(changetype<PlaceOperation>(address));
        break;
      case FLOAT_MATMUL:
        floatMatmul(changetype<FloatMatmulOperation>(address));
        break;
    }
    if (!operation.isOpen) barrier(team);
    address += OPERATION_BYTES;
  }
}

/** Resets all counters. The host's thread calls it before the others begin. */
export function resetCounters(runAddress: usize): void {
  const run = changetype<Run>(runAddress);
  let address = run.program;
  for (let i = 0; i < run.operationCount; i++) {
    changetype<Operation>(address).counter = 0;
    address += OPERATION_BYTES;
  }
}

// @ts-ignore: decorator
@inline
function counterOf(operation: Operation): usize {
  return changetype<usize>(operation) + offsetof<Operation>("counter");
}

function norm(operation: NormOperation, rows: i32, runRows: i32, scratch: usize): void {
  const counter = counterOf(operation);
  const size = operation.size;
  const rowBytes = <usize>size * 4;
  const first = runRows - rows;
  const activations = changetype<Activations>(operation.activations);
  for (let row = takePiece(counter); row < rows; row = takePiece(counter)) {
    const out = operation.activations == 0 ? operation.floats + <usize>row * rowBytes : scratch;
    rmsNorm(operation.x + <usize>(first + row) * rowBytes, operation.gamma, operation.epsilon, size, out);
    if (operation.activations != 0) quantizePart(out, activations, row, 0, size, size, operation.blockSize);
  }
}

function floatMatmul(operation: FloatMatmulOperation): void {
  const counter = counterOf(operation);
  multiplyFloats(operation.x, operation.weights, operation.inner, operation.columns, operation.out, counter);
}

function matmul(operation: MatmulOperation, rows: i32, sumsAreShort: bool, scratch: usize, threads: i32): void {
  const matrix = changetype<Matrix>(operation.matrix);
  const activations = changetype<Activations>(operation.activations);
  const stride = <usize>operation.stride;
  const addsToOut = operation.addsToOut != 0;
  const counter = counterOf(operation);
  if (matrix.bits == 8) {
    multiplyMatrix8(matrix, activations, rows, operation.out, stride, addsToOut, counter, threads);
  } else if (ASC_FEATURE_RELAXED_SIMD && sumsAreShort) {
    multiplyMatrix<i16>(matrix, activations, rows, operation.out, stride, addsToOut, counter, scratch, threads);
  } else {
    multiplyMatrix<i32>(matrix, activations, rows, operation.out, stride, addsToOut, counter, scratch, threads);
  }
}

// @ts-ignore: decorator
@inline
function cacheOf<T>(run: Run, layer: i32, part: i32, head: i32): usize {
  const headBytes = headCacheBytes<T>(run.capacity, run.headSize);
  return run.cache + <usize>((layer * 2 + part) * run.keyValueHeads + head) * headBytes;
}

/** @param scratch f32 [headSize] */
function rope<T>(operation: RopeOperation, run: Run, thread: i32, threads: i32, scratch: usize): void {
  const headBytes = <usize>run.headSize * 4;
  const width = run.rotaryWidth;
  for (let row = thread; row < run.rows; row += threads) {
    const position = <usize>(run.position + row);
    const cosines = run.cosines + position * <usize>width * 4;
    const sines = run.sines + position * <usize>width * 4;
    let query = operation.queries + <usize>row * <usize>operation.queryStride * 4;
    if (width > 0) {
      for (let head = 0; head < run.heads; head++) {
        rotate(query, cosines, sines, width, run.headSize, query);
        query += headBytes;
      }
    }
    let key = operation.keys + <usize>row * <usize>operation.keyStride * 4;
    let value = operation.values + <usize>row * <usize>operation.valueStride * 4;
    for (let head = 0; head < run.keyValueHeads; head++) {
      rotate(key, cosines, sines, width, run.headSize, scratch);
      putRow<T>(scratch, cacheOf<T>(run, operation.layer, 0, head), position, run.capacity, run.headSize);
      putRow<T>(value, cacheOf<T>(run, operation.layer, 1, head), position, run.capacity, run.headSize);
      key += headBytes;
      value += headBytes;
    }
  }
}

function attention<T>(operation: AttentionOperation, run: Run, scratch: usize): void {
  const counter = counterOf(operation);
  const heads = run.heads;
  const shared = heads / run.keyValueHeads;
  const headBytes = <usize>run.headSize * 4;
  const queryStride = <usize>operation.queryStride * 4;
  const outStride = <usize>heads * headBytes;
  const scoreStride = ((<usize>run.capacity + 19) & ~15) * 4;
  const chunks = (run.rows + QUERY_CHUNK - 1) / QUERY_CHUNK;
  const pieces = chunks * heads;
  for (let piece = takePiece(counter); piece < pieces; piece = takePiece(counter)) {
    // The last queries see the most positions. Long pieces go first, so that threads end together.
    const chunk = chunks - 1 - piece / heads;
    const head = piece % heads;
    const keys = cacheOf<T>(run, operation.layer, 0, head / shared);
    const values = cacheOf<T>(run, operation.layer, 1, head / shared);
    const to = min((chunk + 1) * QUERY_CHUNK, run.rows);
    let row = chunk * QUERY_CHUNK;
    // Four queries that see all before them share what they read.
    const window = operation.window;
    const shareUpTo = window > 0 ? min(to, window - run.position) : to;
    for (; row + 4 <= shareUpTo; row += 4) {
      attendFour<T>(
        operation.queries + <usize>row * queryStride + <usize>head * headBytes,
        queryStride,
        keys,
        values,
        run.capacity,
        run.position + row + 1,
        run.headSize,
        operation.scale,
        scratch,
        scoreStride,
        operation.out + <usize>row * outStride + <usize>head * headBytes,
        outStride,
      );
    }
    for (; row < to; row++) {
      const length = run.position + row + 1;
      attend<T>(
        operation.queries + <usize>row * queryStride + <usize>head * headBytes,
        keys,
        values,
        run.capacity,
        window > 0 ? max(length - window, 0) : 0,
        length,
        run.headSize,
        operation.scale,
        scratch,
        operation.out + <usize>row * outStride + <usize>head * headBytes,
      );
    }
  }
}

function quantize(operation: QuantizeOperation, rows: i32): void {
  const counter = counterOf(operation);
  const size = operation.size;
  const chunks = (size + COLUMN_CHUNK - 1) / COLUMN_CHUNK;
  const pieces = rows * chunks;
  for (let piece = takePiece(counter); piece < pieces; piece = takePiece(counter)) {
    const row = piece / chunks;
    const column = (piece % chunks) * COLUMN_CHUNK;
    const source = operation.x + (<usize>row * <usize>size + <usize>column) * 4;
    const count = min(COLUMN_CHUNK, size - column);
    const activations = changetype<Activations>(operation.activations);
    quantizePart(source, activations, row, column, count, size, operation.blockSize);
  }
}

function gated(operation: SwigluOperation, rows: i32, scratch: usize): void {
  const counter = counterOf(operation);
  const size = operation.size;
  const chunks = (size + COLUMN_CHUNK - 1) / COLUMN_CHUNK;
  const pieces = rows * chunks;
  for (let piece = takePiece(counter); piece < pieces; piece = takePiece(counter)) {
    const row = piece / chunks;
    const column = (piece % chunks) * COLUMN_CHUNK;
    const at = (<usize>row * <usize>operation.stride + <usize>column) * 4;
    const count = min(COLUMN_CHUNK, size - column);
    swiglu(operation.gate + at, operation.up + at, count, scratch);
    const activations = changetype<Activations>(operation.activations);
    quantizePart(scratch, activations, row, column, count, size, operation.blockSize);
  }
}

function place(operation: PlaceOperation): void {
  const counter = counterOf(operation);
  const columns = operation.columns;
  const blockSize = operation.blockSize;
  const bits = operation.bits;
  // Whole blocks, as in the file.
  const blocks = blockCount(columns, blockSize);
  const sourceBytes = <usize>blocks * (operation.areScales != 0 ? 16 : <usize>(blockSize / 2) * <usize>bits);
  const targetBytes = groupBytes(columns, blockSize, bits);
  for (let group = takePiece(counter); group < operation.groups; group = takePiece(counter)) {
    const source = operation.source + <usize>group * sourceBytes;
    const target = operation.blocks + <usize>group * targetBytes;
    if (operation.areScales != 0) placeScales(source, columns, blockSize, bits, target);
    else if (bits == 4) placeWeights4(source, columns, blockSize, target);
    else placeWeights8(source, columns, blockSize, target);
  }
}
