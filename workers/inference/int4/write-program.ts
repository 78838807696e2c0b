/** Writes the kernel's program for a decoder, layer by layer. */
import { message } from "#base/message.ts";
import type { DecoderGraph, Linear, RotaryTables } from "#int4/decoder-graph.ts";
import { activationWords, rowsAtOnce } from "#int4/memory-plan.ts";
import type { RunShape } from "./int4-session.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import { activationBytes, type SimdLevel } from "./kernel-module.ts";
import { runBytes } from "./kernel-run.ts";
import { type MatrixAddresses, ProgramWriter } from "./program-writer.ts";
import type { WeightLoader } from "./weight-loader.ts";

/** Gives each layer's weights a place, and writes the operations that use them. */
export function writeProgram(
  graph: DecoderGraph,
  memory: KernelMemory,
  loader: WeightLoader,
  simd: SimdLevel,
): { run: Omit<RunShape, "sumsAreShort">; head: MatrixAddresses | null } {
  const widths = widthsOf(graph);
  const writer = new ProgramWriter(memory);
  const places = placesFor(graph, widths, { memory, writer, simd });
  const layers = new LayerWriter(graph, widths, places, writer, loader);
  for (const [index, layer] of graph.layers.entries()) layers.write(layer, index);
  const bodyLength = writer.length;
  const head = layers.writeHead();

  const tables = ({ cosines, sines }: RotaryTables) => ({
    cosines: loader.tensor(cosines),
    sines: loader.tensor(sines),
  });
  const { rotary, hiddenSize, vocabSize, heads, keyValueHeads, headSize } = graph;
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
      widest: widths.widest,
      activationBytes: activationBytes(simd),
      vocabSize,
      heads,
      keyValueHeads,
      headSize,
      rotaryWidth: rotary?.width ?? 0,
      short: rotary === null ? { cosines: 0, sines: 0 } : tables(rotary.short),
      long: rotary?.long == null ? null : { ...tables(rotary.long), above: rotary.long.above },
      positions: Math.max(rotary?.short.cosines.dims[0] ?? Infinity, rotary?.long?.cosines.dims[0] ?? 0),
      x: places.x,
      logits: places.logits,
      weightBytes: loader.matrixBytes,
    },
  };
}

type Widths = ReturnType<typeof widthsOf>;

/** How many floats a row has at each point of a layer. */
function widthsOf({ hiddenSize, heads, keyValueHeads, headSize, layers }: DecoderGraph) {
  const query = heads * headSize;
  const keyValue = keyValueHeads * headSize;
  const mlp = Math.max(...layers.map(({ gate }) => gate.rows));
  const widest = Math.max(hiddenSize, query, mlp);
  return { query, keyValue, projected: query + 2 * keyValue, mlp, widest };
}

type Places = ReturnType<typeof placesFor>;

/** Addresses of the buffers between the steps of a layer. All layers share them. */
function placesFor(
  { hiddenSize, vocabSize }: DecoderGraph,
  widths: Widths,
  { memory, writer, simd }: { memory: KernelMemory; writer: ProgramWriter; simd: SimdLevel },
) {
  const between = message`what lies between layers`;
  const floats = (count: number): number => memory.allocate(4 * count, between);
  const x = floats(rowsAtOnce * hiddenSize);
  const projected = floats(rowsAtOnce * widths.projected);
  const attended = floats(rowsAtOnce * widths.query);
  const gate = floats(rowsAtOnce * widths.mlp);
  const up = floats(rowsAtOnce * widths.mlp);
  const logits = floats(vocabSize);
  const words = activationWords(widths.widest);
  const values = memory.allocate(rowsAtOnce * widths.widest * activationBytes(simd), between);
  const activations = writer.activations(values, floats(words), floats(words), floats(words));
  return { x, projected, attended, gate, up, logits, activations };
}

class LayerWriter {
  readonly #graph: DecoderGraph;
  readonly #widths: Widths;
  readonly #places: Places;
  readonly #writer: ProgramWriter;
  readonly #loader: WeightLoader;

  constructor(
    graph: DecoderGraph,
    widths: Widths,
    places: Places,
    writer: ProgramWriter,
    loader: WeightLoader,
  ) {
    this.#graph = graph;
    this.#widths = widths;
    this.#places = places;
    this.#writer = writer;
    this.#loader = loader;
  }

  write(layer: Layer, index: number): void {
    this.#writeAttention(layer, index);
    this.#writeMlp(layer);
  }

  #writeAttention(layer: Layer, index: number): void {
    const { x, projected, attended, activations } = this.#places;
    const { query, keyValue, projected: projectedWidth } = this.#widths;
    const { hiddenSize, epsilon, attentionScale } = this.#graph;
    const writer = this.#writer;
    const projections =
      "packed" in layer.projections ? ([layer.projections.packed] as const) : layer.projections.separate;
    const norm = this.#loader.tensor(layer.attentionNorm);
    writer.norm(x, norm, epsilon, hiddenSize, this.#quantisedFor(projections[0]));
    let offset = 0;
    for (const projection of projections) {
      const out = { address: projected + 4 * offset, stride: projectedWidth, isAdded: false };
      offset += projection.rows;
      writer.matmul(this.#matrix(projection), activations, out, { isOpen: offset < projectedWidth });
    }
    writer.rope(projected, projectedWidth, [0, query, query + keyValue], index);
    const how = { layer: index, scale: attentionScale, window: layer.window };
    writer.attention(projected, projectedWidth, how, attended);
    writer.quantize(attended, query, this.#quantisedFor(layer.attentionOutput));
    writer.matmul(this.#matrix(layer.attentionOutput), activations, this.#residual());
  }

  #writeMlp(layer: Layer): void {
    const { x, gate, up, activations } = this.#places;
    const { hiddenSize, epsilon } = this.#graph;
    const writer = this.#writer;
    const norm = this.#loader.tensor(layer.mlpNorm);
    writer.norm(x, norm, epsilon, hiddenSize, this.#quantisedFor(layer.gate));
    const width = layer.gate.rows;
    const into = (address: number) => ({ address, stride: width, isAdded: false });
    writer.matmul(this.#matrix(layer.gate), activations, into(gate), { isOpen: true });
    writer.matmul(this.#matrix(layer.up), activations, into(up));
    writer.swiglu(gate, up, width, this.#quantisedFor(layer.down));
    writer.matmul(this.#matrix(layer.down), activations, this.#residual());
  }

  /** @returns where the head's weights lie; null for a head of floats. */
  writeHead(): MatrixAddresses | null {
    const { x, projected, logits, activations } = this.#places;
    const { finalNorm, epsilon, hiddenSize, vocabSize, head } = this.#graph;
    const writer = this.#writer;
    const norm = this.#loader.tensor(finalNorm);
    const last = { isLastOnly: true };
    if (head.bits === 32) {
      // The last token alone, in a buffer that is free by then.
      writer.norm(x, norm, epsilon, hiddenSize, { floats: projected }, last);
      const shape = { inner: head.columns, columns: head.rows };
      writer.floatMatmul(projected, this.#loader.floatMatrix(head), shape, logits, last);
      return null;
    }
    writer.norm(x, norm, epsilon, hiddenSize, this.#quantisedFor(head), last);
    const addresses = this.#loader.linear(head);
    const out = { address: logits, stride: vocabSize, isAdded: false };
    writer.matmul(writer.matrix(addresses), activations, out, last);
    return addresses;
  }

  #matrix(linear: Linear): number {
    return this.#writer.matrix(this.#loader.linear(linear));
  }

  #quantisedFor({ blockSize }: Linear) {
    return { activations: this.#places.activations, blockSize };
  }

  #residual() {
    return { address: this.#places.x, stride: this.#graph.hiddenSize, isAdded: true };
  }
}

type Layer = DecoderGraph["layers"][number];
