/** Element types by their number in TensorProto.DataType (onnx.proto3), with their size in bits. */
const elementTypes = {
  1: ["float32", 32],
  2: ["uint8", 8],
  3: ["int8", 8],
  4: ["uint16", 16],
  5: ["int16", 16],
  6: ["int32", 32],
  7: ["int64", 64],
  8: ["string", null],
  9: ["bool", 8],
  10: ["float16", 16],
  11: ["float64", 64],
  12: ["uint32", 32],
  13: ["uint64", 64],
  16: ["bfloat16", 16],
  17: ["float8e4m3fn", 8],
  18: ["float8e4m3fnuz", 8],
  19: ["float8e5m2", 8],
  20: ["float8e5m2fnuz", 8],
  21: ["uint4", 4],
  22: ["int4", 4],
  23: ["float4e2m1", 4],
} as const;

/** Named as in ONNX Runtime's JavaScript API. */
export type ElementType = (typeof elementTypes)[keyof typeof elementTypes][0];

const bitsByName: ReadonlyMap<string, number | null> = new Map(
  Object.values(elementTypes).map(([name, bits]) => [name, bits]),
);

/** Null for an unknown number. */
export function elementTypeOf(dataType: number): ElementType | null {
  return Object.hasOwn(elementTypes, dataType)
    ? elementTypes[dataType as keyof typeof elementTypes][0]
    : null;
}

/** Bits per element; null for strings. */
export function elementBits(type: ElementType): number | null {
  return bitsByName.get(type) ?? null;
}
