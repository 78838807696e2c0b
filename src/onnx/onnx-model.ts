import { AppError } from "#base/errors.ts";
import { BlobFields, type BlobField } from "./blob-fields.ts";
import { elementBits, type ElementType, elementTypeOf } from "./element-type.ts";
import { damaged, readFields, readIntegers, readText } from "./wire.ts";

/** A graph's input or output. */
interface OnnxValue {
  readonly name: string;
  /** Null for what is not a tensor. */
  readonly elementType: ElementType | null;
  /** A number, a symbol's name, or null for an unnamed dimension that is not fixed; null where the rank is unknown. */
  readonly dims: readonly (number | string | null)[] | null;
}

/** Where the bytes of a tensor lie that is kept outside of the ONNX file. */
interface ExternalData {
  readonly tensorName: string;
  /** Path relative to the ONNX file. */
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

/** What there is to know of an ONNX file without its weights. */
export interface OnnxSummary {
  readonly irVersion: number;
  /** "" where the file does not tell. */
  readonly producerName: string;
  /** Operator set version by domain; "" is ONNX's own. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodeCount: number;
  /** Operators that the graph uses, as "domain:op" or "op". */
  readonly operators: ReadonlySet<string>;
  readonly initializerCount: number;
  /** Bytes of weights inside of the file. */
  readonly initializerBytes: number;
  readonly externalData: readonly ExternalData[];
}

/** A node with its attributes; Constant nodes hold small tensors, weights are initializers. */
const maxNodeBytes = 64 * 1024 * 1024;
/** A name, a type or an external reference; real ones take some hundred bytes. */
const maxRecordBytes = 1024 * 1024;
/** ONNX tensors of real models have at most eight dimensions. */
const maxDimCount = 64;

/** Field numbers of onnx.proto3. */
const modelField = { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8 } as const;
const graphField = { node: 1, initializer: 5, input: 11, output: 12 } as const;
const tensorField = {
  dims: 1,
  dataType: 2,
  name: 8,
  rawData: 9,
  externalData: 13,
  dataLocation: 14,
} as const;
/** TensorProto.DataLocation.EXTERNAL */
const externalLocation = 1;

/**
 * Reads an ONNX file's structure and checks that it is whole: every message must lie inside of its parent, and every
 * tensor must have as many bytes as its shape asks for. Weights are passed over, not read.
 * @throws AppError "invalid-model" for a file that is no ONNX model, damaged or cut short: what was expected, what was
 * found, and where.
 */
export async function readOnnxModel(blob: Blob): Promise<OnnxSummary> {
  if (blob.size === 0)
    throw new AppError("invalid-model", "The ONNX file is empty. Copy or download it again.");
  const file = new BlobFields(blob);
  const opsets = new Map<string, number>();
  const graph = new GraphReader(file);
  let irVersion = 0;
  let producerName = "";
  let hasGraph = false;
  for await (const field of file.fields(0, blob.size)) {
    switch (field.fieldNumber) {
      case modelField.irVersion:
        irVersion = field.value;
        break;
      case modelField.producerName:
        producerName = new TextDecoder().decode(await file.bytes(field, maxRecordBytes));
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
    }
  }
  if (irVersion === 0 || !hasGraph || opsets.size === 0) {
    const missing = [
      irVersion === 0 && "an IR version",
      !hasGraph && "a graph",
      opsets.size === 0 && "operator sets",
    ];
    throw new AppError(
      "invalid-model",
      `The file is no whole ONNX model: expected an IR version, a graph and operator sets, found none of ${missing.filter(Boolean).join(", ")}. Copy or download it again.`,
      { details: { sizeBytes: blob.size } },
    );
  }
  return { irVersion, producerName, opsets, ...graph.summary() };
}

class GraphReader {
  readonly #file: BlobFields;
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #operators = new Set<string>();
  readonly #externalData: ExternalData[] = [];
  readonly #initializerNames = new Set<string>();
  #nodeCount = 0;
  #initializerBytes = 0;

  constructor(file: BlobFields) {
    this.#file = file;
  }

  async read(graph: BlobField): Promise<void> {
    for await (const field of this.#file.fields(graph.valueStart, graph.end)) {
      switch (field.fieldNumber) {
        case graphField.node:
          this.#nodeCount++;
          this.#operators.add(readOperator(await this.#file.bytes(field, maxNodeBytes), field.valueStart));
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
      }
    }
  }

  summary(): Omit<OnnxSummary, "irVersion" | "producerName" | "opsets"> {
    return {
      // Files of IR version 3 list their initializers among the inputs.
      inputs: this.#inputs.filter(({ name }) => !this.#initializerNames.has(name)),
      outputs: this.#outputs,
      nodeCount: this.#nodeCount,
      operators: this.#operators,
      initializerCount: this.#initializerNames.size,
      initializerBytes: this.#initializerBytes,
      externalData: this.#externalData,
    };
  }

  async #readInitializer(tensor: BlobField): Promise<void> {
    const dims: number[] = [];
    const external = new Map<string, string>();
    let dataType = 0;
    let name = "";
    let rawBytes: number | undefined;
    let isExternal = false;
    for await (const field of this.#file.fields(tensor.valueStart, tensor.end)) {
      switch (field.fieldNumber) {
        case tensorField.dims: {
          const bytes =
            field.wireType === "bytes" ? await this.#file.bytes(field, maxRecordBytes) : new Uint8Array();
          dims.push(...readIntegers({ ...field, bytes }, field.valueStart));
          if (dims.length > maxDimCount)
            throw damaged(field.valueStart, `a tensor of ${dims.length} dimensions`);
          break;
        }
        case tensorField.dataType:
          dataType = field.value;
          break;
        case tensorField.name:
          name = new TextDecoder().decode(await this.#file.bytes(field, maxRecordBytes));
          break;
        case tensorField.rawData:
          rawBytes = field.end - field.valueStart;
          break;
        case tensorField.externalData: {
          const [key, value] = readEntry(await this.#file.bytes(field, maxRecordBytes), field.valueStart);
          external.set(key, value);
          break;
        }
        case tensorField.dataLocation:
          isExternal = field.value === externalLocation;
          break;
      }
    }
    this.#initializerNames.add(name);
    const expectedBytes = tensorBytes(dims, dataType);
    if (isExternal) {
      this.#externalData.push(externalDataOf(name, external, expectedBytes, tensor.valueStart));
    } else if (rawBytes !== undefined) {
      this.#initializerBytes += rawBytes;
      if (expectedBytes !== null && rawBytes !== expectedBytes) {
        throw damaged(
          tensor.valueStart,
          `${rawBytes} bytes of weights "${name}" instead of ${expectedBytes}`,
        );
      }
    }
  }
}

/** Null for types without a fixed width. */
function tensorBytes(dims: readonly number[], dataType: number): number | null {
  const type = elementTypeOf(dataType);
  const bits = type === null ? null : elementBits(type);
  if (bits === null) return null;
  const elementCount = dims.reduce((count, dim) => count * dim, 1);
  return Math.ceil((elementCount * bits) / 8);
}

function externalDataOf(
  tensorName: string,
  entries: ReadonlyMap<string, string>,
  expectedBytes: number | null,
  offsetInFile: number,
): ExternalData {
  const location = entries.get("location") ?? "";
  const offset = Number(entries.get("offset") ?? 0);
  const length = Number(entries.get("length") ?? expectedBytes ?? Number.NaN);
  if (location === "" || !Number.isSafeInteger(offset) || offset < 0 || !Number.isSafeInteger(length)) {
    throw damaged(
      offsetInFile,
      `weights "${tensorName}" that lie in another file, without its name, offset or length`,
    );
  }
  if (location.startsWith("/") || /^[a-z]:|\\/i.test(location) || location.split("/").includes("..")) {
    throw new AppError(
      "unsafe-path",
      `The ONNX file takes weights from "${location}"; expected a path inside of the model's folder.`,
      { details: { location } },
    );
  }
  if (expectedBytes !== null && length !== expectedBytes) {
    throw damaged(offsetInFile, `${length} bytes of weights "${tensorName}" instead of ${expectedBytes}`);
  }
  return { tensorName, location, offset, length };
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

/** NodeProto: the operator and its domain. */
function readOperator(bytes: Uint8Array, origin: number): string {
  let operator = "";
  let domain = "";
  for (const field of readFields(bytes, origin)) {
    if (field.fieldNumber === 4) operator = readText(field, origin);
    if (field.fieldNumber === 7) domain = readText(field, origin);
  }
  if (operator === "") throw damaged(origin, "a node without an operator");
  return domain === "" ? operator : `${domain}:${operator}`;
}

/** StringStringEntryProto */
function readEntry(bytes: Uint8Array, origin: number): readonly [string, string] {
  let key = "";
  let value = "";
  for (const field of readFields(bytes, origin)) {
    if (field.fieldNumber === 1) key = readText(field, origin);
    if (field.fieldNumber === 2) value = readText(field, origin);
  }
  return [key, value];
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
  if (name === "") throw damaged(origin, "a graph input or output without a name");
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
  if (dims.length > maxDimCount) throw damaged(origin, `a shape of ${dims.length} dimensions`);
  return dims;
}
