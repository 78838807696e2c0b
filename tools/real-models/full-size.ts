import type { DecoderGraph, DecoderLayer, Head, Linear } from "#int4/decoder-graph.ts";
import { dataLength, type OnnxTensor } from "#onnx/tensor.ts";

/** By what repositories.mjs divides the hidden size, the MLP's and the count of heads. */
const divisor = 8;

/** A small model's decoder in its true size, for planning its memory: the sizes are right, and no weights are there. */
export function fullSize(graph: DecoderGraph, layerCount: number): DecoderGraph {
  const last = graph.layers.at(-1);
  if (last === undefined) throw new Error("The decoder has no layers.");
  const layer = fullLayer(last);
  return {
    ...graph,
    hiddenSize: graph.hiddenSize * divisor,
    heads: graph.heads * divisor,
    keyValueHeads: graph.keyValueHeads * divisor,
    embedding:
      graph.embedding.kind === "table"
        ? { kind: "table", table: times(graph.embedding.table, divisor) }
        : graph.embedding,
    layers: Array.from({ length: layerCount }, () => layer),
    finalNorm: times(graph.finalNorm, divisor),
    head: fullHead(graph.head),
  };
}

function fullLayer(layer: DecoderLayer): DecoderLayer {
  const { projections } = layer;
  return {
    ...layer,
    attentionNorm: times(layer.attentionNorm, divisor),
    projections:
      "packed" in projections
        ? { packed: fullMatrix(projections.packed) }
        : {
            separate: [
              fullMatrix(projections.separate[0]),
              fullMatrix(projections.separate[1]),
              fullMatrix(projections.separate[2]),
            ],
          },
    attentionOutput: fullMatrix(layer.attentionOutput),
    mlpNorm: times(layer.mlpNorm, divisor),
    gate: fullMatrix(layer.gate),
    up: fullMatrix(layer.up),
    down: fullMatrix(layer.down),
  };
}

function fullMatrix(matrix: Linear): Linear {
  const { rows, columns, bias } = matrix;
  return {
    ...matrix,
    rows: rows * divisor,
    columns: columns * divisor,
    bias: bias && times(bias, divisor),
  };
}

/** The vocabulary is whole in the small model too. */
function fullHead(head: Head): Head {
  const columns = head.columns * divisor;
  return head.bits === 32
    ? { ...head, columns, weights: times(head.weights, divisor) }
    : { ...head, columns };
}

function times(tensor: OnnxTensor, count: number): OnnxTensor {
  const length = dataLength(tensor) * count;
  return { ...tensor, data: { kind: "external", location: "", offset: 0, length } };
}
