import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { GenaiConfig } from "#genai/config.ts";
import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import { GrowingKvCache, type KvShape, SharedKvCache } from "./kv-cache.ts";
import type { OrtRuntime } from "./ort-runtime.ts";
import { cachePairs, type GraphInterface, graphMisfit } from "#genai/graph-misfit.ts";
import { type ExternalData, OrtSession } from "./ort-session.ts";
import { type DecoderNames, OrtWebDecoderSession } from "./ort-web-decoder-session.ts";

export interface DecoderFiles {
  /** The ONNX file. */
  readonly model: Uint8Array;
  readonly externalData: readonly ExternalData[];
  /** Whether every attention node is GroupQueryAttention, so that past and present can share a buffer. */
  readonly sharesKvCache: boolean;
  /** Whether the graph branches, as long rope's does by the number of tokens. */
  readonly hasBranches: boolean;
  /** Names that the graph's operations read. */
  readonly namesInUse: ReadonlySet<string>;
}

/** An ONNX decoder with a KV cache, run by onnxruntime-web's WASM CPU backend. */
export class OrtWebDecoder implements Decoder {
  readonly vocabSize: number;
  readonly reusableUpTo: number;
  readonly #runtime: OrtRuntime;
  readonly #session: OrtSession;
  readonly #names: DecoderNames;
  readonly #shape: KvShape;
  readonly #sharesKvCache: boolean;

  private constructor(
    runtime: OrtRuntime,
    session: OrtSession,
    config: GenaiConfig["model"],
    {
      sharesKvCache,
      hasBranches,
      namesInUse,
    }: Pick<DecoderFiles, "sharesKvCache" | "hasBranches" | "namesInUse">,
  ) {
    // The length at which a graph branches is not known here.
    this.reusableUpTo = hasBranches ? 0 : Number.POSITIVE_INFINITY;
    this.#runtime = runtime;
    this.#session = session;
    const graph = { inputs: session.inputs, outputs: session.outputs, namesInUse };
    const misfit = graphMisfit(graph, config);
    if (misfit !== null) throw misfit;
    this.#names = namesOf(session, config);
    this.#shape = kvShapeOf(graph, session, config);
    this.#sharesKvCache = sharesKvCache;
    this.vocabSize = config.vocabSize;
  }

  /**
   * Loads the weights.
   * @throws AppError "invalid-model" if ORT refuses the file or it does not match genai_config.json; "unsupported" for a KV cache of
   * another type than float32, and for an input that nothing feeds; "out-of-memory".
   */
  static async load(
    runtime: OrtRuntime,
    files: DecoderFiles,
    config: GenaiConfig["model"],
  ): Promise<OrtWebDecoder> {
    const session = await OrtSession.create(runtime, files.model, files.externalData);
    try {
      return new OrtWebDecoder(runtime, session, config, files);
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  openSession(capacity: number): Promise<DecoderSession> {
    return this.#runtime.enqueue(() => {
      const cache = this.#sharesKvCache
        ? new SharedKvCache(this.#runtime, this.#session, this.#shape, capacity)
        : new GrowingKvCache(this.#runtime, this.#session, this.#shape);
      const sizes = { vocabSize: this.vocabSize, capacity };
      try {
        return new OrtWebDecoderSession(this.#runtime, this.#session, this.#names, cache, sizes);
      } catch (error) {
        cache.dispose();
        throw error;
      }
    });
  }

  dispose(): Promise<void> {
    return this.#session.release();
  }
}

function namesOf(session: OrtSession, { decoder }: GenaiConfig["model"]): DecoderNames {
  const { inputIds, attentionMask, positionIds } = decoder.inputs;
  const hasPositions = session.inputs.some((input) => input.name === positionIds);
  return {
    inputIds,
    attentionMask,
    positionIds: hasPositions ? positionIds : null,
    logits: decoder.outputs.logits,
  };
}

/** As natively, layers and heads are the graph's, and the head's size is genai_config.json's (DefaultKeyValueCache, kv_cache.cpp). */
function kvShapeOf(graph: GraphInterface, session: OrtSession, { decoder }: GenaiConfig["model"]): KvShape {
  const pairs = cachePairs(graph, decoder);
  let heads = decoder.numKeyValueHeads;
  for (const { past } of pairs) {
    const { type, dims } = session.inputs.find(({ name }) => name === past)!;
    if (type !== "float32") {
      throw new AppError(
        "unsupported",
        message`The model keeps its KV cache as ${type ?? message`another type`}; the CPU backend needs float32. Use an export for CPU, such as cpu-int4-rtn-block-32.`,
        { details: { input: past, type: type ?? null } },
      );
    }
    // A dimension with a name and no size takes the size from genai_config.json.
    if (typeof dims[1] === "number") heads = dims[1];
  }
  return { heads, headSize: decoder.headSize, pairs };
}
