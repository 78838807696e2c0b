/** The parts of an ONNX file that the page does not use: they have to be whole all the same, or onnxruntime refuses the file. */
import { message } from "#base/message.ts";
import type { BlobField, BlobFields } from "./blob-fields.ts";
import { checkNumbers } from "./tensor.ts";
import { damaged } from "./wire.ts";

type Name =
  | "model"
  | "graph"
  | "node"
  | "attribute"
  | "tensor"
  | "sparseTensor"
  | "segment"
  | "value"
  | "type"
  | "tensorType"
  | "elementType"
  | "mapType"
  | "shape"
  | "dimension"
  | "entry"
  | "annotation"
  | "training"
  | "function"
  | "opset"
  | "configuration"
  | "nodeConfiguration"
  | "sharding"
  | "shardedDim"
  | "simpleShardedDim"
  | "deviceGroup";

/** Field numbers of onnx.proto3, by message: only those that hold messages. */
const MESSAGES: Readonly<Record<Name, readonly (readonly [fieldNumber: number, name: Name])[]>> = {
  model: [
    [14, "entry"],
    [20, "training"],
    [25, "function"],
    [26, "configuration"],
  ],
  graph: [
    [1, "node"],
    [5, "tensor"],
    [11, "value"],
    [12, "value"],
    [13, "value"],
    [14, "annotation"],
    [15, "sparseTensor"],
    [16, "entry"],
  ],
  node: [
    [5, "attribute"],
    [9, "entry"],
    [10, "nodeConfiguration"],
  ],
  attribute: [
    [5, "tensor"],
    [6, "graph"],
    [10, "tensor"],
    [11, "graph"],
    [14, "type"],
    [15, "type"],
    [22, "sparseTensor"],
    [23, "sparseTensor"],
  ],
  tensor: [
    [3, "segment"],
    [13, "entry"],
    [16, "entry"],
  ],
  sparseTensor: [
    [1, "tensor"],
    [2, "tensor"],
  ],
  segment: [],
  value: [
    [2, "type"],
    [4, "entry"],
  ],
  type: [
    [1, "tensorType"],
    [4, "elementType"],
    [5, "mapType"],
    [8, "tensorType"],
    [9, "elementType"],
  ],
  tensorType: [[2, "shape"]],
  elementType: [[1, "type"]],
  mapType: [[2, "type"]],
  shape: [[1, "dimension"]],
  dimension: [],
  entry: [],
  annotation: [[2, "entry"]],
  training: [
    [1, "graph"],
    [2, "graph"],
    [3, "entry"],
    [4, "entry"],
  ],
  function: [
    [7, "node"],
    [9, "opset"],
    [11, "attribute"],
    [12, "value"],
    [14, "entry"],
  ],
  opset: [],
  configuration: [],
  nodeConfiguration: [[2, "sharding"]],
  sharding: [
    [3, "deviceGroup"],
    [4, "shardedDim"],
  ],
  shardedDim: [[2, "simpleShardedDim"]],
  simpleShardedDim: [],
  deviceGroup: [],
};

/** protobuf's own limit is 100. */
const DEEPEST = 100;

/** A field of a message `around` it, which is passed over. @throws AppError "invalid-model" for bytes that are not protobuf. */
export async function checkSkipped(
  file: BlobFields,
  field: BlobField,
  around: Name,
  depth = 0,
): Promise<void> {
  if (around === "tensor") await checkNumbers(file, field);
  const name = MESSAGES[around].find(([fieldNumber]) => fieldNumber === field.fieldNumber)?.[1];
  // protobuf passes over a field of another type.
  if (name === undefined || field.wireType !== "bytes") return;
  if (depth > DEEPEST) throw damaged(field.valueStart, message`messages more than ${DEEPEST} deep`);
  for await (const inner of file.fields(field.valueStart, field.end)) {
    await checkSkipped(file, inner, name, depth + 1);
  }
}
