import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import type { DecoderGraph } from "#int4/decoder-graph.ts";
import type { CacheValueBytes } from "#int4/memory-plan.ts";
import { type EmbeddingRows, sharedRows, tableRows } from "./embedding-rows.ts";
import { Int4Session, type RunShape } from "./int4-session.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { instantiateKernel, type KernelModule } from "./kernel-module.ts";
import { type Helper, type HelperStart, KernelTeam } from "./kernel-team.ts";
import { WeightLoader } from "./weight-loader.ts";
import { WeightPlacer } from "./weight-placer.ts";
import type { MatrixAddresses } from "./program-writer.ts";
import { writeProgram } from "./write-program.ts";
import type { TensorFiles } from "./tensor-reader.ts";

export interface KernelChoice {
  readonly kernel: KernelModule;
  /** 1 for a kernel that is not threaded. */
  readonly threads: number;
  readonly startHelper: (start: HelperStart) => Helper;
  /** Formats of keys and values to try, best first. The default is f32, then 16 bits. */
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
      const sumsAreShort = kernel.shortSumsAreFaster(255) === 1;
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

  /** Keys and values are f32, as in native, if they fit, and else have 16 bits. All open sessions have the same format. */
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
