import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { GenaiConfig } from "#genai/config.ts";
import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import { GrowingKvCache, type KvShape, SharedKvCache } from "./kv-cache.ts";
import type { OrtRuntime } from "./ort-runtime.ts";
import { type ExternalData, OrtSession, type ValueInfo } from "./ort-session.ts";
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
    this.#names = namesOf(session, config);
    this.#shape = kvShapeOf(session, config);
    this.#sharesKvCache = sharesKvCache;
    checkAllFed(session, this.#names, this.#shape, namesInUse);
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
  find(session.inputs, inputIds, "input");
  find(session.inputs, attentionMask, "input");
  find(session.outputs, decoder.outputs.logits, "output");
  const hasPositions = session.inputs.some((input) => input.name === positionIds);
  return {
    inputIds,
    attentionMask,
    positionIds: hasPositions ? positionIds : null,
    logits: decoder.outputs.logits,
  };
}

/** An input without a value is named before a run: onnxruntime-web says little then, native "Missing Input: …". */
function checkAllFed(
  { inputs }: OrtSession,
  names: DecoderNames,
  { pairs }: KvShape,
  namesInUse: ReadonlySet<string>,
): void {
  const { inputIds, attentionMask, positionIds } = names;
  const fed = new Set([inputIds, attentionMask, positionIds, ...pairs.map(({ past }) => past)]);
  const missing = inputs.find(({ name }) => namesInUse.has(name) && !fed.has(name));
  if (missing === undefined) return;
  throw new AppError(
    "unsupported",
    message`The ONNX file has an input "${missing.name}", which a plain decoder does not have: onnxruntime-genai would fail with "Missing Input: ${missing.name}". Use the export of a text model, with the genai_config.json that was made with it.`,
    { details: { input: missing.name } },
  );
}

/** As natively, layers and heads are the graph's, and the head's size is genai_config.json's (DefaultKeyValueCache, kv_cache.cpp). */
function kvShapeOf(session: OrtSession, { decoder }: GenaiConfig["model"]): KvShape {
  const { inputs, outputs, headSize } = decoder;
  const name = (template: string, layer: number): string => template.replace("%d", String(layer));
  const pairs: { past: string; present: string }[] = [];
  const named = new Set(session.inputs.map((input) => input.name));
  for (let layer = 0; named.has(name(inputs.pastKeyNames, layer)); layer++) {
    pairs.push(
      { past: name(inputs.pastKeyNames, layer), present: name(outputs.presentKeyNames, layer) },
      { past: name(inputs.pastValueNames, layer), present: name(outputs.presentValueNames, layer) },
    );
    // Without a place for the layer's number, every name is the same one.
    if (!inputs.pastKeyNames.includes("%d")) break;
  }
  let heads = decoder.numKeyValueHeads;
  for (const { past, present } of pairs) {
    find(session.outputs, present, "output");
    const { type, dims } = find(session.inputs, past, "input");
    if (type !== "float32") {
      throw new AppError(
        "unsupported",
        message`The model keeps its KV cache as ${type ?? message`another type`}; the CPU backend needs float32. Use an export for CPU, such as cpu-int4-rtn-block-32.`,
        { details: { input: past, type: type ?? null } },
      );
    }
    // A dimension with a name and no size takes the size from genai_config.json.
    if (typeof dims[1] === "number") heads = dims[1];
    if (typeof dims[3] === "number" && dims[3] !== headSize) {
      throw new AppError(
        "invalid-model",
        message`The ONNX file's ${past} has shape ${dims.join(" × ")}, and genai_config.json tells heads of ${headSize}: they belong to different models.`,
        { details: { input: past } },
      );
    }
  }
  return { heads, headSize, pairs };
}

function find(values: readonly ValueInfo[], name: string, kind: "input" | "output"): ValueInfo {
  const value = values.find((candidate) => candidate.name === name);
  if (value !== undefined) return value;
  const names = values.map((candidate) => candidate.name).join(", ");
  throw new AppError(
    "invalid-model",
    kind === "input"
      ? message`The ONNX file has no input "${name}", which genai_config.json names; it has ${names}. Use the ONNX file and the genai_config.json of one model.`
      : message`The ONNX file has no output "${name}", which genai_config.json names; it has ${names}. Use the ONNX file and the genai_config.json of one model.`,
    { details: { name } },
  );
}
