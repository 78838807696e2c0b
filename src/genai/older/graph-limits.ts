/** What an older ONNX Runtime does not know of the graphs that onnxruntime-genai's model builder makes. */
import type { OnnxModel } from "#onnx/onnx-model.ts";

/** What a version knows of an operator; null: it does not have it. */
interface KnownOperator {
  readonly inputs: number;
  readonly attributes: ReadonlySet<string>;
}

export interface GraphLimits {
  /** "1.18" */
  readonly version: string;
  readonly opset: number;
  /** Microsoft's own operators that have changed since. */
  readonly operators: ReadonlyMap<string, KnownOperator | null>;
}

/** Read from onnxruntime 1.18.1 itself, with get_all_operator_schema(). */
export const graphLimits118: GraphLimits = {
  version: "1.18",
  opset: 21,
  operators: new Map([
    [
      "GroupQueryAttention",
      known(9, "do_rotary kv_num_heads local_window_size num_heads rotary_interleaved scale"),
    ],
    ["MatMulNBits", known(5, "K N accuracy_level bits block_size")],
    ["RotaryEmbedding", known(4, "interleaved num_heads rotary_embedding_dim scale")],
    ["SkipSimplifiedLayerNormalization", known(4, "epsilon")],
    ["GatherBlockQuantized", null],
  ]),
};

/** Something of the graph that the version does not know. */
export type GraphExcess =
  | { readonly kind: "opset"; readonly opset: number }
  | { readonly kind: "operator"; readonly operator: string }
  | { readonly kind: "inputs"; readonly operator: string; readonly inputs: number; readonly known: number }
  | { readonly kind: "attribute"; readonly operator: string; readonly attribute: string };

/** The first thing that the version refuses when it loads the graph. */
export function graphExcess({ opsets, nodes }: OnnxModel, limits: GraphLimits): GraphExcess | null {
  const opset = opsets.get("") ?? 0;
  if (opset > limits.opset) return { kind: "opset", opset };
  for (const { operator: name, inputs, attributes } of nodes) {
    const operator = name.startsWith(DOMAIN) ? name.slice(DOMAIN.length) : "";
    const own = limits.operators.get(operator);
    if (own === undefined) continue;
    if (own === null) return { kind: "operator", operator };
    if (inputs.length > own.inputs)
      return { kind: "inputs", operator, inputs: inputs.length, known: own.inputs };
    for (const attribute of attributes.keys()) {
      if (!own.attributes.has(attribute)) return { kind: "attribute", operator, attribute };
    }
  }
  return null;
}

const DOMAIN = "com.microsoft:";

function known(inputs: number, attributes: string): KnownOperator {
  return { inputs, attributes: new Set(attributes.split(" ")) };
}
