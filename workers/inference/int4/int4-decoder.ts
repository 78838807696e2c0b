import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import type { DecoderGraph, Linear, RotaryTables } from "#int4/decoder-graph.ts";
import { activationWords, type CacheValueBytes, rowsAtOnce } from "#int4/memory-plan.ts";
import { type EmbeddingRows, sharedRows, tableRows } from "./embedding-rows.ts";
import { Int4Session, type RunShape } from "./int4-session.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { activationBytes, instantiateKernel, type KernelModule, type SimdLevel } from "./kernel-module.ts";
import { runBytes } from "./kernel-run.ts";
import { type Helper, type HelperStart, KernelTeam } from "./kernel-team.ts";
import { shortSumsAreFaster } from "./sum-choice.ts";
import { WeightLoader } from "./weight-loader.ts";
import { WeightPlacer } from "./weight-placer.ts";
import { type MatrixAddresses, ProgramWriter } from "./program-writer.ts";
import type { TensorFiles } from "./tensor-reader.ts";

export interface KernelChoice {
  readonly kernel: KernelModule;
  /** 1 for a kernel that is not threaded. */
  readonly threads: number;
  readonly startHelper: (start: HelperStart) => Helper;
  /** Of keys and values, the ones to try, best first; without it, f32 and then 16 bits. */
  readonly cacheValueBytes?: readonly CacheValueBytes[];
}

/** A decoder on the int4 kernel. */
export class Int4Decoder implements Decoder {
  readonly vocabSize: number;
  readonly reusableUpTo: number;
  readonly #memory: KernelMemory;
  readonly #team: KernelTeam;
  readonly #run: RunShape;
  readonly #embedding: EmbeddingRows;
  readonly #valueBytes: readonly CacheValueBytes[];
  #cacheValueBytes: CacheValueBytes = 4;
  #openCount = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    memory: KernelMemory,
    team: KernelTeam,
    run: RunShape,
    embedding: EmbeddingRows,
    valueBytes: readonly CacheValueBytes[],
  ) {
    this.#memory = memory;
    this.#valueBytes = valueBytes;
    this.#team = team;
    this.#run = run;
    this.#embedding = embedding;
    this.vocabSize = run.vocabSize;
    this.reusableUpTo = run.long?.above ?? Number.POSITIVE_INFINITY;
  }

  /** Bytes of the kernel's memory in use. */
  get memoryBytes(): number {
    return this.#memory.memory.buffer.byteLength;
  }

  /**
   * Reads the weights into the kernel's memory.
   * @throws AppError "out-of-memory", "missing-dependency"; errors of the files.
   */
  static async load(graph: DecoderGraph, files: TensorFiles, choice: KernelChoice): Promise<Int4Decoder> {
    const { module, isThreaded } = choice.kernel;
    const memory = new KernelMemory(isThreaded);
    const kernel = await instantiateKernel(module, memory.memory);
    const loader = new WeightLoader(memory);
    const { run, head } = writeProgram(graph, memory, loader, choice.kernel.simd);
    const embedding = embeddingOf(graph, memory, loader, head);
    const threads = isThreaded ? choice.threads : 1;
    const team = await KernelTeam.start(kernel, module, memory, run.address, threads, choice.startHelper);
    try {
      await loader.read(files, new WeightPlacer(memory, team, run.address));
      // The plain build has sums of 32 bits only.
      const sumsAreShort = choice.kernel.simd === "relaxed" && shortSumsAreFaster(kernel, memory);
      const valueBytes = choice.cacheValueBytes ?? [4, 2];
      return new Int4Decoder(memory, team, { ...run, sumsAreShort }, embedding, valueBytes);
    } catch (error) {
      team.close();
      throw error;
    }
  }

  /** Bits of a value in the KV cache that was opened last. */
  get cacheBits(): 32 | 16 {
    return this.#cacheValueBytes === 4 ? 32 : 16;
  }

  /** f32, as native keeps keys and values, wherever it fits; 16 bits where only they do. All that are open are alike. */
  openSession(capacity: number, count = 1): Promise<DecoderSession> {
    return this.#enqueue(() => {
      const fitting =
        this.#openCount > 0
          ? this.#cacheValueBytes
          : this.#valueBytes.find((valueBytes) => this.#fits(capacity, valueBytes, count));
      if (fitting === undefined || !this.#fits(capacity, fitting, 1)) throw this.#tooLong(capacity);
      this.#cacheValueBytes = fitting;
      const session = new Int4Session(this.#memory, this.#team, this.#run, this.#embedding, {
        capacity,
        valueBytes: fitting,
        enqueue: this.#enqueue,
        onDisposed: () => this.#openCount--,
      });
      this.#openCount++;
      return session;
    });
  }

  dispose(): Promise<void> {
    return this.#enqueue(() => this.#team.close());
  }

  /** One at a time: all sessions share the buffers between layers. */
  readonly #enqueue = <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  };

  #fits(capacity: number, valueBytes: CacheValueBytes, count: number): boolean {
    const bytes = Int4Session.bytes(this.#run, capacity, valueBytes, this.#team.threads);
    return count * bytes <= this.#memory.available;
  }

  #tooLong(capacity: number): AppError {
    let fittingTokens = 0;
    for (let step = 2 ** 30; step >= 1; step /= 2) {
      if (this.#fits(fittingTokens + step, 2, 1)) fittingTokens += step;
    }
    return new AppError(
      "out-of-memory",
      message`A context of ${capacity} tokens does not fit into WebAssembly's 4 GB beside the weights; ${fittingTokens} tokens do. Set max_length to ${fittingTokens} or less.`,
      { details: { capacity, fittingTokens } },
    );
  }
}

/** Gives each layer's weights a place and writes what is done with them. */
function writeProgram(
  graph: DecoderGraph,
  memory: KernelMemory,
  loader: WeightLoader,
  simd: SimdLevel,
): { run: Omit<RunShape, "sumsAreShort">; head: MatrixAddresses | null } {
  const { hiddenSize, vocabSize, heads, keyValueHeads, headSize, epsilon } = graph;
  const queryWidth = heads * headSize;
  const keyValueWidth = keyValueHeads * headSize;
  const projectedWidth = queryWidth + 2 * keyValueWidth;
  const mlpWidth = Math.max(...graph.layers.map(({ gate }) => gate.rows));
  const widest = Math.max(hiddenSize, queryWidth, mlpWidth);

  const floats = (count: number): number => memory.allocate(4 * count, message`what lies between layers`);
  const x = floats(rowsAtOnce * hiddenSize);
  const projected = floats(rowsAtOnce * projectedWidth);
  const attended = floats(rowsAtOnce * queryWidth);
  const gate = floats(rowsAtOnce * mlpWidth);
  const up = floats(rowsAtOnce * mlpWidth);
  const logits = floats(vocabSize);
  const words = activationWords(widest);
  const writer = new ProgramWriter(memory);
  const values = memory.allocate(
    rowsAtOnce * widest * activationBytes(simd),
    message`what lies between layers`,
  );
  const activations = writer.activations(values, floats(words), floats(words), floats(words));
  const quantisedFor = ({ blockSize }: Linear) => ({ activations, blockSize });
  const residual = { address: x, stride: hiddenSize, isAdded: true };

  for (const [index, layer] of graph.layers.entries()) {
    const matrix = (linear: Linear): number => writer.matrix(loader.linear(linear));
    const projections =
      "packed" in layer.projections ? ([layer.projections.packed] as const) : layer.projections.separate;
    writer.norm(x, loader.tensor(layer.attentionNorm), epsilon, hiddenSize, quantisedFor(projections[0]));
    let offset = 0;
    for (const projection of projections) {
      const out = { address: projected + 4 * offset, stride: projectedWidth, isAdded: false };
      offset += projection.rows;
      writer.matmul(matrix(projection), activations, out, { isOpen: offset < projectedWidth });
    }
    writer.rope(projected, projectedWidth, [0, queryWidth, queryWidth + keyValueWidth], index);
    const how = { layer: index, scale: graph.attentionScale, window: layer.window };
    writer.attention(projected, projectedWidth, how, attended);
    writer.quantize(attended, queryWidth, quantisedFor(layer.attentionOutput));
    writer.matmul(matrix(layer.attentionOutput), activations, residual);
    writer.norm(x, loader.tensor(layer.mlpNorm), epsilon, hiddenSize, quantisedFor(layer.gate));
    const width = layer.gate.rows;
    const into = (address: number) => ({ address, stride: width, isAdded: false });
    writer.matmul(matrix(layer.gate), activations, into(gate), { isOpen: true });
    writer.matmul(matrix(layer.up), activations, into(up));
    writer.swiglu(gate, up, width, quantisedFor(layer.down));
    writer.matmul(matrix(layer.down), activations, residual);
  }
  const bodyLength = writer.length;
  const finalNorm = loader.tensor(graph.finalNorm);
  const last = { isLastOnly: true };
  let head: MatrixAddresses | null = null;
  if (graph.head.bits === 32) {
    // Of the last token alone, in a place that is free by then.
    writer.norm(x, finalNorm, epsilon, hiddenSize, { floats: projected }, last);
    const shape = { inner: graph.head.columns, columns: graph.head.rows };
    writer.floatMatmul(projected, loader.floatMatrix(graph.head), shape, logits, last);
  } else {
    writer.norm(x, finalNorm, epsilon, hiddenSize, quantisedFor(graph.head), last);
    head = loader.linear(graph.head);
    const out = { address: logits, stride: vocabSize, isAdded: false };
    writer.matmul(writer.matrix(head), activations, out, last);
  }

  const tables = ({ cosines, sines }: RotaryTables) => ({
    cosines: loader.tensor(cosines),
    sines: loader.tensor(sines),
  });
  const { rotary } = graph;
  return {
    head,
    run: {
      address: memory.allocate(runBytes, message`the run`),
      program: writer.write(),
      bodyLength,
      wholeLength: writer.length,
      rowsAtOnce,
      layers: graph.layers.length,
      hiddenSize,
      widest,
      activationBytes: activationBytes(simd),
      vocabSize,
      heads,
      keyValueHeads,
      headSize,
      rotaryWidth: rotary?.width ?? 0,
      short: rotary === null ? { cosines: 0, sines: 0 } : tables(rotary.short),
      long: rotary?.long == null ? null : { ...tables(rotary.long), above: rotary.long.above },
      positions: Math.max(rotary?.short.cosines.dims[0] ?? Infinity, rotary?.long?.cosines.dims[0] ?? 0),
      x,
      logits,
      weightBytes: loader.matrixBytes,
    },
  };
}

function embeddingOf(
  { embedding, hiddenSize }: DecoderGraph,
  memory: KernelMemory,
  loader: WeightLoader,
  head: MatrixAddresses | null,
): EmbeddingRows {
  if (embedding.kind === "table") {
    const { table } = embedding;
    const elementType = table.elementType === "float16" ? "float16" : "float32";
    return tableRows(loader.outside(table), elementType, hiddenSize);
  }
  if (head === null) throw new Error("An embedding was recognised that shares a head of floats.");
  return sharedRows(memory, head);
}
