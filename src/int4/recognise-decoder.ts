import { WordedError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { isSubgraph, type OnnxAttribute, type OnnxNode } from "#onnx/node.ts";
import type { OnnxModel } from "#onnx/onnx-model.ts";
import type { OnnxTensor } from "#onnx/tensor.ts";
import type {
  BlockSize,
  DecoderGraph,
  DecoderLayer,
  Embedding,
  Head,
  Linear,
  Rotary,
} from "./decoder-graph.ts";

const blockSizes: readonly BlockSize[] = [16, 32, 64, 128, 256];
/** The kernel packs this many columns at once. */
const spanColumns = 32;
const accuracyLevel = 4;
/** Operations that compute GroupQueryAttention's lengths from the attention mask. */
const maskOperators: ReadonlySet<string> = new Set([
  "ReduceSum",
  "Sub",
  "Cast",
  "Shape",
  "Gather",
  "Constant",
]);

/** A decoder that the kernel can run, or why it cannot: the end of a sentence that begins "The int4 kernel does not know …". */
export type Recognition = { readonly graph: DecoderGraph } | { readonly reason: Wording };

/**
 * Reads a decoder from its operations, from the logits back to the tokens; names of nodes and weights do not matter. It checks the whole
 * graph: an operation that has no place makes it refuse.
 */
export function recogniseDecoder(model: OnnxModel): Recognition {
  try {
    return { graph: new GraphWalk(model).decoder() };
  } catch (error) {
    if (error instanceof Unknown) return { reason: error.wording };
    throw error;
  }
}

class Unknown extends WordedError {}

interface Attention {
  readonly input: string;
  readonly projections: DecoderLayer["projections"];
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  readonly scale: number;
  readonly rotary: Rotary | null;
  readonly window: number | null;
}

class GraphWalk {
  readonly #model: OnnxModel;
  readonly #producers = new Map<string, OnnxNode>();
  readonly #seen = new Set<OnnxNode>();
  #epsilon: number | null = null;

  constructor(model: OnnxModel) {
    this.#model = model;
    for (const node of model.nodes) for (const output of node.outputs) this.#producers.set(output, node);
  }

  decoder(): DecoderGraph {
    const { input, head } = this.#head();
    const layers: DecoderLayer[] = [];
    let attention: Attention | null = null;
    // A norm's input is the sum of everything before it; each turn removes an MLP and an attention.
    let norm = this.#norm(input);
    const finalNorm = norm.gamma;
    while (norm.added !== null) {
      const mlp = this.#mlp(norm.added);
      const middle = this.#norm(mlp.input, norm.residual);
      if (middle.added === null) throw new Unknown(message`a layer without attention`);
      const output = this.#linear(middle.added);
      const found = this.#attention(output.input);
      if (attention !== null) checkSameShape(attention, found);
      attention ??= found;
      const first = this.#norm(found.input, middle.residual);
      layers.unshift({
        attentionNorm: first.gamma,
        projections: found.projections,
        window: found.window,
        attentionOutput: withBias(output.linear, middle.bias),
        mlpNorm: middle.gamma,
        gate: mlp.gate,
        up: mlp.up,
        down: withBias(mlp.down, norm.bias),
      });
      norm = first;
    }
    if (attention === null) throw new Unknown(message`a model without layers`);
    const embedding = this.#embedding(norm.residual, head);
    this.#checkNothingIsLeft();
    const { heads, keyValueHeads, headSize, scale, rotary } = attention;
    return {
      hiddenSize: head.columns,
      vocabSize: head.rows,
      heads,
      keyValueHeads,
      headSize,
      attentionScale: scale,
      epsilon: this.#epsilon ?? 0,
      embedding,
      rotary,
      layers,
      finalNorm,
      head,
    };
  }

  #head(): { input: string; head: Head } {
    if (this.#producers.get("logits")?.operator !== "MatMul") {
      const { input, linear } = this.#linear("logits");
      return { input, head: linear };
    }
    const [input = "", name = ""] = this.#take("logits").inputs;
    const [columns = 0, rows = 0, more] = this.#model.initializers.get(name)?.dims ?? [];
    if (rows % 4 !== 0 || columns % 8 !== 0 || more !== undefined)
      throw new Unknown(message`a weight matrix of ${rows} × ${columns}`);
    return { input, head: { bits: 32, rows, columns, weights: this.#floats(name, [columns, rows]) } };
  }

  /** A linear layer by its output: MatMulNBits, and an Add of its bias. */
  #linear(output: string): { input: string; linear: Linear } {
    const node = this.#take(output);
    if (node.operator === "Add") {
      const [first = "", second = ""] = node.inputs;
      const isBiasSecond = this.#model.initializers.has(second);
      const { input, linear } = this.#linear(isBiasSecond ? first : second);
      return { input, linear: withBias(linear, this.#floats(isBiasSecond ? second : first, [linear.rows])) };
    }
    if (node.operator !== "com.microsoft:MatMulNBits")
      throw new Unknown(message`a ${node.operator} for a linear layer`);
    const [input = "", weights = "", scales = "", zeroPoints = "", groups = "", bias = ""] = node.inputs;
    const bits = number(node, "bits", 4);
    const rows = number(node, "N", 0);
    const columns = number(node, "K", 0);
    if (bits !== 4 && bits !== 8) throw new Unknown(message`weights of ${bits} bits`);
    const blockSize = blockSizes.find((size) => size === number(node, "block_size", 0));
    if (blockSize === undefined) {
      throw new Unknown(
        message`weights in blocks of ${number(node, "block_size", 0)}; it takes blocks of ${blockSizes.join(", ")}`,
      );
    }
    if (number(node, "accuracy_level", 0) !== accuracyLevel) {
      throw new Unknown(
        message`accuracy level ${number(node, "accuracy_level", 0)}; it computes as level ${accuracyLevel} does`,
      );
    }
    if (rows % 4 !== 0 || columns % spanColumns !== 0)
      throw new Unknown(message`a weight matrix of ${rows} × ${columns}`);
    if (groups !== "") throw new Unknown(message`weights in another order (g_idx)`);
    const blocks = Math.ceil(columns / blockSize);
    return {
      input,
      linear: {
        bits,
        rows,
        columns,
        blockSize,
        weights: this.#tensor(weights, "uint8", (rows * blocks * blockSize * bits) / 8),
        scales: this.#tensor(scales, "float32", rows * blocks),
        zeroPoints:
          zeroPoints === "" ? null : this.#tensor(zeroPoints, "uint8", rows * Math.ceil((blocks * bits) / 8)),
        bias: bias === "" ? null : this.#floats(bias, [rows]),
      },
    };
  }

  /**
   * The normalisation that gives `output`: of residual + added (+ bias), or at the start of the residual alone.
   * @param sum the name of its sum, if the sum is used again.
   */
  #norm(
    output: string,
    sum?: string,
  ): { gamma: OnnxTensor; residual: string; added: string | null; bias: OnnxTensor | null } {
    const node = this.#take(output);
    const [input = "", second = "", third = "", bias = ""] = node.inputs;
    const epsilon = number(node, "epsilon", 1e-5);
    if (this.#epsilon !== null && this.#epsilon !== epsilon)
      throw new Unknown(message`normalisations that differ in epsilon`);
    this.#epsilon = epsilon;
    if (node.operator === "SimplifiedLayerNormalization") {
      if (sum !== undefined && sum !== input)
        throw new Unknown(message`a residual stream that takes another way`);
      return { gamma: this.#floats(second), residual: input, added: null, bias: null };
    }
    if (node.operator !== "com.microsoft:SkipSimplifiedLayerNormalization") {
      throw new Unknown(message`a ${node.operator} for a normalisation`);
    }
    if (sum !== undefined && sum !== node.outputs[3])
      throw new Unknown(message`a residual stream that takes another way`);
    return {
      gamma: this.#floats(third),
      residual: input,
      added: second,
      bias: bias === "" ? null : this.#floats(bias),
    };
  }

  /** down(gate(x) × sigmoid(gate(x)) × up(x)) */
  #mlp(output: string): { input: string; gate: Linear; up: Linear; down: Linear } {
    const down = this.#linear(output);
    const product = this.#take(down.input, "Mul");
    const [left = "", right = ""] = product.inputs;
    const isGateLeft = this.#producers.get(left)?.operator === "Mul";
    const activated = this.#take(isGateLeft ? left : right, "Mul");
    const [a = "", b = ""] = activated.inputs;
    const isSigmoidSecond = this.#producers.get(b)?.operator === "Sigmoid";
    const sigmoid = this.#take(isSigmoidSecond ? b : a, "Sigmoid");
    const gated = isSigmoidSecond ? a : b;
    if (sigmoid.inputs[0] !== gated) throw new Unknown(message`another activation than SiLU`);
    const gate = this.#linear(gated);
    const up = this.#linear(isGateLeft ? right : left);
    if (gate.input !== up.input) throw new Unknown(message`gate and up with different inputs`);
    checkSameBlocks([gate.linear, up.linear]);
    return { input: gate.input, gate: gate.linear, up: up.linear, down: down.linear };
  }

  #attention(output: string): Attention {
    const node = this.#take(output, "com.microsoft:GroupQueryAttention");
    const [query = "", key = "", value = "", , , lengths = "", total = "", cosines = "", sines = ""] =
      node.inputs;
    if (node.inputs.slice(9).some((name) => name !== ""))
      throw new Unknown(message`attention with further inputs`);
    for (const [name, usual] of [
      ["softcap", 0],
      ["smooth_softmax", 0],
      ["rotary_interleaved", 0],
    ] as const) {
      const found = number(node, name, usual);
      if (found !== usual && !(name === "smooth_softmax" && found === -1)) {
        throw new Unknown(message`attention with ${name} ${found}`);
      }
    }
    this.#takeMask(lengths);
    this.#takeMask(total);
    const heads = number(node, "num_heads", 0);
    const keyValueHeads = number(node, "kv_num_heads", 0);
    const { input, projections, headSize } = this.#projections([query, key, value], heads, keyValueHeads);
    if (headSize % 8 !== 0) throw new Unknown(message`heads of ${headSize}`);
    const scale = number(node, "scale", 0);
    const window = number(node, "local_window_size", -1);
    return {
      input,
      projections,
      heads,
      keyValueHeads,
      headSize,
      scale: scale === 0 ? 1 / Math.sqrt(headSize) : scale,
      rotary: number(node, "do_rotary", 0) === 0 ? null : this.#rotary(cosines, sines),
      window: window > 0 ? window : null,
    };
  }

  #projections(
    names: readonly [string, string, string],
    heads: number,
    keyValueHeads: number,
  ): { input: string; projections: DecoderLayer["projections"]; headSize: number } {
    const [query, key, value] = names;
    const first = this.#linear(query);
    if (key === "" && value === "") {
      const headSize = first.linear.rows / (heads + 2 * keyValueHeads);
      return { input: first.input, projections: { packed: first.linear }, headSize };
    }
    const others = [this.#linear(key), this.#linear(value)] as const;
    if (others.some(({ input }) => input !== first.input)) {
      throw new Unknown(message`queries, keys and values with different inputs`);
    }
    checkSameBlocks([first.linear, others[0].linear, others[1].linear]);
    return {
      input: first.input,
      projections: { separate: [first.linear, others[0].linear, others[1].linear] },
      headSize: first.linear.rows / heads,
    };
  }

  #rotary(cosines: string, sines: string): Rotary {
    const choice = this.#producers.get(cosines);
    if (choice === undefined) {
      const short = { cosines: this.#floats(cosines), sines: this.#floats(sines) };
      return { width: short.cosines.dims[1] ?? 0, short, long: null };
    }
    // Long rope: an If between two pairs of tables, by the number of tokens.
    if (choice.operator !== "If" || choice.outputs.join() !== [cosines, sines].join()) {
      throw new Unknown(message`tables of the rotary embedding that are computed`);
    }
    this.#seen.add(choice);
    const condition = this.#take(choice.inputs[0] ?? "", "Greater");
    const [count = "", threshold = ""] = condition.inputs;
    this.#takeMask(count);
    const long = tablesOf(choice.attributes.get("then_branch"));
    const short = tablesOf(choice.attributes.get("else_branch"));
    return {
      width: short.cosines.dims[1] ?? 0,
      short,
      long: { ...long, above: integerOf(this.#take(threshold, "Constant").attributes.get("value")) },
    };
  }

  #embedding(output: string, head: Head): Embedding {
    let node = this.#take(output);
    if (node.operator === "Cast") node = this.#take(node.inputs[0] ?? "");
    const [table = "", ids = "", scales = ""] = node.inputs;
    if (ids !== "input_ids") throw new Unknown(message`an embedding of something else than input_ids`);
    if (node.operator === "Gather") {
      const tensor = this.#model.initializers.get(table);
      if (tensor?.elementType !== "float32" && tensor?.elementType !== "float16") {
        throw new Unknown(message`an embedding of ${tensor?.elementType ?? message`computed values`}`);
      }
      return { kind: "table", table: tensor };
    }
    if (node.operator === "com.microsoft:GatherBlockQuantized") {
      let source = table;
      if (!this.#model.initializers.has(table)) {
        const [reshaped = "", shape = ""] = this.#take(table, "Reshape").inputs;
        source = reshaped;
        if (this.#producers.has(shape)) this.#take(shape, "Constant");
      }
      const isShared =
        head.bits !== 32 &&
        number(node, "block_size", 0) === head.blockSize &&
        this.#model.initializers.get(source) === head.weights &&
        this.#model.initializers.get(scales) === head.scales;
      if (isShared) return { kind: "shared" };
      throw new Unknown(message`a quantised embedding of its own`);
    }
    throw new Unknown(message`a ${node.operator} for an embedding`);
  }

  /** Marks the operations that compute a length from the attention mask. */
  #takeMask(output: string): void {
    if (output === "attention_mask" || this.#model.initializers.has(output)) return;
    const node = this.#take(output);
    if (!maskOperators.has(node.operator))
      throw new Unknown(message`a ${node.operator} of the attention mask`);
    for (const input of node.inputs) this.#takeMask(input);
  }

  #take(output: string, operator?: string): OnnxNode {
    const node = this.#producers.get(output);
    if (node === undefined) throw new Unknown(message`a graph in which nothing computes "${output}"`);
    if (operator !== undefined && node.operator !== operator) {
      throw new Unknown(message`a ${node.operator} where ${operator} is usual`);
    }
    this.#seen.add(node);
    return node;
  }

  #checkNothingIsLeft(): void {
    const left = this.#model.nodes.filter((node) => !this.#seen.has(node) && node.operator !== "Constant");
    if (left.length > 0)
      throw new Unknown(message`${left.length} further operations, such as ${left[0]!.operator}`);
  }

  #tensor(name: string, elementType: "uint8" | "float32", elementCount: number): OnnxTensor {
    const tensor = this.#model.initializers.get(name);
    if (tensor === undefined) throw new Unknown(message`a graph that computes "${name}"`);
    const count = tensor.dims.reduce((product, dim) => product * dim, 1);
    if (tensor.elementType !== elementType || count !== elementCount || tensor.data.kind === "fields") {
      throw new Unknown(
        message`weights "${name}" of type ${String(tensor.elementType)} and shape ${tensor.dims.join(" × ")}`,
      );
    }
    return tensor;
  }

  #floats(name: string, dims?: readonly number[]): OnnxTensor {
    const tensor = this.#model.initializers.get(name);
    const shape = dims ?? tensor?.dims ?? [];
    return this.#tensor(
      name,
      "float32",
      shape.reduce((product, dim) => product * dim, 1),
    );
  }
}

function withBias(linear: Linear, bias: OnnxTensor | null): Linear {
  if (bias === null) return linear;
  if (linear.bias !== null) throw new Unknown(message`a linear layer with two biases`);
  return { ...linear, bias };
}

/** Activations are quantised once for all matrices that they are multiplied with. */
function checkSameBlocks(linears: readonly Linear[]): void {
  if (linears.some(({ blockSize }) => blockSize !== linears[0]?.blockSize))
    throw new Unknown(message`matrices of one input in blocks of different sizes`);
}

function checkSameShape(a: Attention, b: Attention): void {
  const isSame =
    a.heads === b.heads &&
    a.keyValueHeads === b.keyValueHeads &&
    a.headSize === b.headSize &&
    a.scale === b.scale;
  if (!isSame) throw new Unknown(message`layers whose attention differs`);
}

function number(node: OnnxNode, name: string, usual: number): number {
  const value = node.attributes.get(name);
  return typeof value === "number" ? value : usual;
}

function isTensor(value: OnnxAttribute | undefined): value is OnnxTensor {
  return typeof value === "object" && value !== null && "dims" in value;
}

/** A branch of two constants: cosines and sines. */
function tablesOf(branch: OnnxAttribute | undefined): Rotary["short"] {
  const tables = isSubgraph(branch)
    ? branch.outputNames.map((name) =>
        branch.nodes.find(({ outputs }) => outputs[0] === name)?.attributes.get("value"),
      )
    : [];
  const [cosines, sines] = tables;
  if (!isTensor(cosines) || !isTensor(sines))
    throw new Unknown(message`tables of the rotary embedding that are computed`);
  return { cosines, sines };
}

function integerOf(value: OnnxAttribute | undefined): number {
  if (isTensor(value) && value.elementType === "int64" && value.data.kind === "bytes") {
    const { bytes } = value.data;
    return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true));
  }
  throw new Unknown(message`a length of the rotary embedding that is computed`);
}
