import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { BlobField, BlobFields } from "./blob-fields.ts";
import { elementBits, type ElementType, elementTypeOf } from "./element-type.ts";
import { damaged, type Field, readFields, readText } from "./wire.ts";

/** A tensor's type, shape, and where its bytes are; little-endian, row-major. */
export interface OnnxTensor {
  /** Null for a type that the format does not name. */
  readonly elementType: ElementType | null;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

export type TensorData =
  /** Bytes [start, end) of the ONNX file. */
  | { readonly kind: "file"; readonly start: number; readonly end: number }
  | { readonly kind: "external"; readonly location: string; readonly offset: number; readonly length: number }
  /** In memory: a node's small tensor. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** One number per field, as some exporters write small tensors; not read. */
  | { readonly kind: "fields" };

/** Field numbers of TensorProto (onnx.proto3). */
export const tensorField = {
  dims: 1,
  dataType: 2,
  name: 8,
  rawData: 9,
  externalData: 13,
  dataLocation: 14,
} as const;

/** Bytes of a number of float_data and double_data, which stand one after the other. */
const fixedWidths = new Map([
  [4, 4],
  [10, 8],
]);
/** int32_data, int64_data, uint64_data: each number ends with a byte below 0x80. */
const varintLists = new Set([5, 7, 11]);

/** Numbers that are not read have to be whole all the same. @throws AppError "invalid-model". */
export async function checkNumbers(file: BlobFields, field: BlobField): Promise<void> {
  if (field.wireType !== "bytes") return;
  const { fieldNumber, valueStart, end } = field;
  const isCut =
    (end - valueStart) % (fixedWidths.get(fieldNumber) ?? 1) > 0 ||
    (varintLists.has(fieldNumber) &&
      end > valueStart &&
      ((await file.bytes({ ...field, valueStart: end - 1 }, 1))[0] ?? 0) >= 0x80);
  if (isCut) throw damaged(valueStart, message`a list of numbers that is cut short`);
}

/** TensorProto.DataLocation.EXTERNAL */
export const externalLocation = 1;

/** ONNX tensors of real models have at most eight dimensions. */
export const maxDimCount = 64;

/** Bytes of the tensor's data, wherever they lie. */
export function dataLength({ data }: OnnxTensor): number {
  switch (data.kind) {
    case "bytes":
      return data.bytes.length;
    case "file":
      return data.end - data.start;
    case "external":
      return data.length;
    case "fields":
      return 0;
  }
}

/** Null for types without a fixed width. */
export function tensorBytes(dims: readonly number[], dataType: number): number | null {
  const type = elementTypeOf(dataType);
  const bits = type === null ? null : elementBits(type);
  if (bits === null) return null;
  const elementCount = dims.reduce((count, dim) => count * dim, 1);
  return Math.ceil((elementCount * bits) / 8);
}

/** A number or a short list. Anything larger is a table, and stays in the file. */
const maxValueBytes = 1024;
const maxDimsBytes = 1024;

/** A node's own tensor, such as a Constant's. */
export async function readTensor(file: BlobFields, tensor: BlobField): Promise<OnnxTensor> {
  const dims: number[] = [];
  let dataType = 0;
  let data: TensorData = { kind: "fields" };
  for await (const field of file.fields(tensor.valueStart, tensor.end)) {
    if (field.fieldNumber === tensorField.dims) {
      for (const dim of await file.integers(field, maxDimsBytes)) dims.push(dim);
      if (dims.length > maxDimCount)
        throw damaged(tensor.valueStart, message`a tensor of more than ${maxDimCount} dimensions`);
    }
    await checkNumbers(file, field);
    if (field.fieldNumber === tensorField.dataType) dataType = field.value;
    if (field.fieldNumber === tensorField.rawData) {
      data =
        field.end - field.valueStart > maxValueBytes
          ? { kind: "file", start: field.valueStart, end: field.end }
          : { kind: "bytes", bytes: (await file.bytes(field, maxValueBytes)).slice() };
    }
  }
  return { elementType: elementTypeOf(dataType), dims, data };
}

/**
 * Where the weights of `tensorName` are outside the ONNX file.
 * @param entries TensorProto.external_data
 * @throws AppError "invalid-model", "unsafe-path".
 */
export function externalDataOf(
  tensorName: string,
  entries: ReadonlyMap<string, string>,
  expectedBytes: number | null,
  offsetInFile: number,
): Extract<TensorData, { kind: "external" }> {
  const location = entries.get("location") ?? "";
  const offset = Number(entries.get("offset") ?? 0);
  const length = Number(entries.get("length") ?? expectedBytes ?? Number.NaN);
  if (location === "" || !Number.isSafeInteger(offset) || offset < 0 || !Number.isSafeInteger(length)) {
    throw damaged(
      offsetInFile,
      message`weights "${tensorName}" stored in another file, without its name, offset or length`,
    );
  }
  if (location.startsWith("/") || /^[a-z]:|\\/i.test(location) || location.split("/").includes("..")) {
    throw new AppError(
      "unsafe-path",
      message`The ONNX file takes weights from "${location}". Weights must be inside the model's folder.`,
      { details: { location } },
    );
  }
  if (expectedBytes !== null && length !== expectedBytes) {
    throw damaged(
      offsetInFile,
      message`${length} bytes of weights "${tensorName}" instead of ${expectedBytes}`,
    );
  }
  return { kind: "external", location, offset, length };
}

/** StringStringEntryProto */
export function readEntry(bytes: Uint8Array, origin: number): readonly [string, string] {
  const text = (fields: readonly Field[], fieldNumber: number): string => {
    const field = fields.findLast((each) => each.fieldNumber === fieldNumber);
    return field === undefined ? "" : readText(field, origin);
  };
  const fields = [...readFields(bytes, origin)];
  return [text(fields, 1), text(fields, 2)];
}
