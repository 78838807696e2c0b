import type { DecoderGraph, DecoderLayer, Head, Linear } from "#int4/decoder-graph.ts";
import { dataLength, type OnnxTensor } from "#onnx/tensor.ts";

/**
 * A small model's decoder in its true size, for planning its memory: the sizes are right, and no weights are there.
 * @param divisor by what repositories.mjs divides the hidden size, the MLP's and the count of heads.
 */
export function fullSize(graph: DecoderGraph, layerCount: number, divisor = 8): DecoderGraph {
  const last = graph.layers.at(-1);
  if (last === undefined) throw new Error("The decoder has no layers.");
  const layer = fullLayer(last, divisor);
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
    head: fullHead(graph.head, divisor),
  };
}

function fullLayer(layer: DecoderLayer, divisor: number): DecoderLayer {
  const { projections } = layer;
  return {
    ...layer,
    attentionNorm: times(layer.attentionNorm, divisor),
    projections:
      "packed" in projections
        ? { packed: fullMatrix(projections.packed, divisor) }
        : {
            separate: [
              fullMatrix(projections.separate[0], divisor),
              fullMatrix(projections.separate[1], divisor),
              fullMatrix(projections.separate[2], divisor),
            ],
          },
    attentionOutput: fullMatrix(layer.attentionOutput, divisor),
    mlpNorm: times(layer.mlpNorm, divisor),
    gate: fullMatrix(layer.gate, divisor),
    up: fullMatrix(layer.up, divisor),
    down: fullMatrix(layer.down, divisor),
  };
}

function fullMatrix(matrix: Linear, divisor: number): Linear {
  const { rows, columns, bias } = matrix;
  return {
    ...matrix,
    rows: rows * divisor,
    columns: columns * divisor,
    bias: bias && times(bias, divisor),
  };
}

/** The vocabulary is whole in the small model too. */
function fullHead(head: Head, divisor: number): Head {
  const columns = head.columns * divisor;
  return head.bits === 32
    ? { ...head, columns, weights: times(head.weights, divisor) }
    : { ...head, columns };
}

function times(tensor: OnnxTensor, count: number): OnnxTensor {
  const length = dataLength(tensor) * count;
  return { ...tensor, data: { kind: "external", location: "", offset: 0, length } };
}
