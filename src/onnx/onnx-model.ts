import { AppError } from "#base/errors.ts";
import { joined, message } from "#base/message.ts";
import { BlobFields, type BlobField, type SlicedFile } from "./blob-fields.ts";
import { type ElementType, elementTypeOf } from "./element-type.ts";
import { type OnnxNode, readNode } from "./node.ts";
import {
  externalDataOf,
  externalLocation,
  maxDimCount,
  type OnnxTensor,
  readEntry,
  tensorBytes,
  type TensorData,
  tensorField,
} from "./tensor.ts";
import { checkSkipped } from "./skipped-messages.ts";
import { damaged, readFields, readText } from "./wire.ts";

/** A graph's input or output. */
interface OnnxValue {
  readonly name: string;
  /** Null if it is not a tensor. */
  readonly elementType: ElementType | null;
  /** A number, a symbol's name, or null for an unnamed dynamic dimension; null as a whole if the rank is unknown. */
  readonly dims: readonly (number | string | null)[] | null;
}

/** An ONNX file without its weights. */
export interface OnnxModel {
  readonly irVersion: number;
  /** Operator set version by domain; "" is ONNX's own. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  /** Weights, by name. */
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
}

/** A name, a type or an external reference; real ones have up to a few hundred bytes. */
const maxRecordBytes = 1024 * 1024;

/** Field numbers of onnx.proto3. */
const modelField = { irVersion: 1, graph: 7, opsetImport: 8 } as const;
const graphField = { node: 1, initializer: 5, input: 11, output: 12 } as const;

/**
 * Reads an ONNX file's structure and checks that it is complete: every message must lie inside its parent, and every tensor must have the
 * number of bytes that its shape needs. Weights and tables are skipped, not read.
 * @throws AppError "invalid-model" for a file that is not an ONNX model, damaged or truncated: what was expected, what was found, and
 * where.
 */
export async function readOnnxModel(blob: SlicedFile): Promise<OnnxModel> {
  if (blob.size === 0)
    throw new AppError("invalid-model", message`The ONNX file is empty. Copy or download it again.`);
  const file = new BlobFields(blob);
  const opsets = new Map<string, number>();
  const graph = new GraphReader(file);
  let irVersion = 0;
  let hasGraph = false;
  for await (const field of file.fields(0, blob.size)) {
    switch (field.fieldNumber) {
      case modelField.irVersion:
        irVersion = field.value;
        break;
      case modelField.graph:
        hasGraph = true;
        await graph.read(field);
        break;
      case modelField.opsetImport: {
        const { domain, version } = readOpset(await file.bytes(field, maxRecordBytes), field.valueStart);
        opsets.set(domain, version);
        break;
      }
      default:
        await checkSkipped(file, field, "model");
    }
  }
  if (irVersion === 0 || !hasGraph || opsets.size === 0) {
    const missing = [
      irVersion === 0 && message`an IR version`,
      !hasGraph && message`a graph`,
      opsets.size === 0 && message`operator sets`,
    ].filter((part) => part !== false);
    throw new AppError(
      "invalid-model",
      message`The ONNX file is incomplete: it needs an IR version, a graph and operator sets, and lacks ${joined(missing, ", ")}. Copy or download it again.`,
      { details: { sizeBytes: blob.size } },
    );
  }
  return { irVersion, opsets, ...graph.summary() };
}

class GraphReader {
  readonly #file: BlobFields;
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();

  constructor(file: BlobFields) {
    this.#file = file;
  }

  async read(graph: BlobField): Promise<void> {
    for await (const field of this.#file.fields(graph.valueStart, graph.end)) {
      switch (field.fieldNumber) {
        case graphField.node:
          this.#nodes.push(await readNode(this.#file, field));
          break;
        case graphField.initializer:
          await this.#readInitializer(field);
          break;
        case graphField.input:
          this.#inputs.push(readValue(await this.#file.bytes(field, maxRecordBytes), field.valueStart));
          break;
        case graphField.output:
          this.#outputs.push(readValue(await this.#file.bytes(field, maxRecordBytes), field.valueStart));
          break;
        default:
          await checkSkipped(this.#file, field, "graph");
      }
    }
  }

  summary(): Omit<OnnxModel, "irVersion" | "opsets"> {
    return {
      // Files of IR version 3 list their initializers among the inputs.
      inputs: this.#inputs.filter(({ name }) => !this.#initializers.has(name)),
      outputs: this.#outputs,
      nodes: this.#nodes,
      initializers: this.#initializers,
    };
  }

  async #readInitializer(tensor: BlobField): Promise<void> {
    const dims: number[] = [];
    const external = new Map<string, string>();
    let dataType = 0;
    let name = "";
    let data: TensorData = { kind: "fields" };
    let isExternal = false;
    for await (const field of this.#file.fields(tensor.valueStart, tensor.end)) {
      switch (field.fieldNumber) {
        case tensorField.dims: {
          for (const dim of await this.#file.integers(field, maxRecordBytes)) {
            dims.push(dim);
            if (dims.length > maxDimCount)
              throw damaged(field.valueStart, message`a tensor of more than ${maxDimCount} dimensions`);
          }
          break;
        }
        case tensorField.dataType:
          dataType = field.value;
          break;
        case tensorField.name:
          name = new TextDecoder().decode(await this.#file.bytes(field, maxRecordBytes));
          break;
        case tensorField.rawData:
          data = { kind: "file", start: field.valueStart, end: field.end };
          break;
        case tensorField.externalData: {
          const [key, value] = readEntry(await this.#file.bytes(field, maxRecordBytes), field.valueStart);
          external.set(key, value);
          break;
        }
        case tensorField.dataLocation:
          isExternal = field.value === externalLocation;
          break;
        default:
          await checkSkipped(this.#file, field, "tensor");
      }
    }
    const expectedBytes = tensorBytes(dims, dataType);
    if (isExternal) {
      data = externalDataOf(name, external, expectedBytes, tensor.valueStart);
    } else if (data.kind === "file" && expectedBytes !== null && data.end - data.start !== expectedBytes) {
      throw damaged(
        tensor.valueStart,
        message`${data.end - data.start} bytes of weights "${name}" instead of ${expectedBytes}`,
      );
    }
    this.#initializers.set(name, { elementType: elementTypeOf(dataType), dims, data });
  }
}

/** OperatorSetIdProto */
function readOpset(bytes: Uint8Array, origin: number): { domain: string; version: number } {
  let domain = "";
  let version = 0;
  for (const field of readFields(bytes, origin)) {
    if (field.fieldNumber === 1) domain = readText(field, origin);
    if (field.fieldNumber === 2) version = field.value;
  }
  return { domain, version };
}

/** ValueInfoProto, its TypeProto and the tensor's shape. */
function readValue(bytes: Uint8Array, origin: number): OnnxValue {
  let name = "";
  let elementType: ElementType | null = null;
  let dims: OnnxValue["dims"] = null;
  for (const field of readFields(bytes, origin)) {
    if (field.fieldNumber === 1) name = readText(field, origin);
    if (field.fieldNumber !== 2) continue;
    for (const type of readFields(field.bytes, origin)) {
      if (type.fieldNumber !== 1) continue;
      for (const tensor of readFields(type.bytes, origin)) {
        if (tensor.fieldNumber === 1) elementType = elementTypeOf(tensor.value);
        if (tensor.fieldNumber === 2) dims = readShape(tensor.bytes, origin);
      }
    }
  }
  if (name === "") throw damaged(origin, message`a graph input or output without a name`);
  return { name, elementType, dims };
}

/** TensorShapeProto */
function readShape(bytes: Uint8Array, origin: number): (number | string | null)[] {
  const dims: (number | string | null)[] = [];
  for (const field of readFields(bytes, origin)) {
    if (field.fieldNumber !== 1) continue;
    let dim: number | string | null = null;
    for (const part of readFields(field.bytes, origin)) {
      if (part.fieldNumber === 1) dim = part.value;
      if (part.fieldNumber === 2) dim = readText(part, origin);
    }
    dims.push(dim);
  }
  if (dims.length > maxDimCount) throw damaged(origin, message`a shape of ${dims.length} dimensions`);
  return dims;
}
