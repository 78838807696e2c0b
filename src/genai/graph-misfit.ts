import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelConfig } from "./config.ts";
import type { DecoderConfig } from "./decoder-config.ts";

/** An input or output of a graph. */
interface GraphValue {
  readonly name: string;
  /** Fixed dimensions are numbers; null if the rank is unknown. */
  readonly dims: readonly (number | string | null)[] | null;
}

/** What has to fit genai_config.json. */
export interface GraphInterface {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  /** Names that the graph's operations read. */
  readonly namesInUse: ReadonlySet<string>;
  /** Where it is known of the graph's operations: today's builder gives the inputs no size. */
  readonly headSize?: number;
}

/** The names of a layer's keys, or of its values. */
interface CachePair {
  readonly past: string;
  readonly present: string;
}

/**
 * Keys and values of each layer that the graph has: as natively, the graph tells how many there are (DefaultKeyValueCache,
 * onnxruntime-genai, src/models/kv_cache.cpp, 0.18).
 */
export function cachePairs(graph: GraphInterface, { inputs, outputs }: DecoderConfig): readonly CachePair[] {
  const named = new Set(graph.inputs.map((input) => input.name));
  const name = (template: string, layer: number): string => template.replace("%d", String(layer));
  const pairs: CachePair[] = [];
  for (let layer = 0; named.has(name(inputs.pastKeyNames, layer)); layer++) {
    pairs.push(
      { past: name(inputs.pastKeyNames, layer), present: name(outputs.presentKeyNames, layer) },
      { past: name(inputs.pastValueNames, layer), present: name(outputs.presentValueNames, layer) },
    );
    // Without a place for the layer's number, every name is the same one.
    if (!inputs.pastKeyNames.includes("%d")) break;
  }
  return pairs;
}

/**
 * Why a graph does not run with this genai_config.json; null if it does. Native finds out when it runs: "Model input was not found",
 * "Missing Input", "Invalid output name", "Got invalid dimensions for output".
 * @returns AppError "invalid-model", or "unsupported" for an input that nothing feeds.
 */
export function graphMisfit(graph: GraphInterface, { decoder, vocabSize }: ModelConfig): AppError | null {
  const { inputs, outputs, headSize } = decoder;
  const pairs = cachePairs(graph, decoder);
  for (const name of [inputs.inputIds, inputs.attentionMask, ...pairs.map(({ past }) => past)]) {
    const input = graph.inputs.find((candidate) => candidate.name === name);
    if (input === undefined) return absent(graph.inputs, name, "input");
    const size = input.dims?.[3];
    const graphHeadSize = typeof size === "number" ? size : graph.headSize;
    if (input.dims?.length === 4 && graphHeadSize !== undefined && graphHeadSize !== headSize) {
      return new AppError(
        "invalid-model",
        message`The ONNX file has heads of ${graphHeadSize}, and genai_config.json tells a head_size of ${headSize}: they belong to different models.`,
        { details: { input: name } },
      );
    }
  }
  for (const name of [outputs.logits, ...pairs.map(({ present }) => present)]) {
    const output = graph.outputs.find((candidate) => candidate.name === name);
    if (output === undefined) return absent(graph.outputs, name, "output");
    const size = output.dims?.[2];
    if (name === outputs.logits && typeof size === "number" && size !== vocabSize) {
      return new AppError(
        "invalid-model",
        message`The ONNX file knows ${size} tokens, and genai_config.json tells a vocab_size of ${vocabSize}: they belong to different models.`,
        { details: { output: name } },
      );
    }
  }
  return unfed(graph, [
    inputs.inputIds,
    inputs.attentionMask,
    inputs.positionIds,
    ...pairs.map(({ past }) => past),
  ]);
}

function absent(values: readonly GraphValue[], name: string, kind: "input" | "output"): AppError {
  const names = values.map((value) => value.name).join(", ");
  return new AppError(
    "invalid-model",
    kind === "input"
      ? message`The ONNX file has no input "${name}", which genai_config.json names; it has ${names}. Use the ONNX file and the genai_config.json of one model.`
      : message`The ONNX file has no output "${name}", which genai_config.json names; it has ${names}. Use the ONNX file and the genai_config.json of one model.`,
    { details: { name } },
  );
}

/** An input without a value is named before a run: onnxruntime-web says little then. */
function unfed({ inputs, namesInUse }: GraphInterface, fed: readonly string[]): AppError | null {
  const missing = inputs.find(({ name }) => namesInUse.has(name) && !fed.includes(name));
  if (missing === undefined) return null;
  return new AppError(
    "unsupported",
    message`The ONNX file has an input "${missing.name}", which a plain decoder does not have: onnxruntime-genai would fail with "Missing Input: ${missing.name}". Use the export of a text model, with the genai_config.json that was made with it.`,
    { details: { input: missing.name } },
  );
}
