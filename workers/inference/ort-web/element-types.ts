/** ONNX element types (TensorProto.DataType) that models here use, by onnxruntime's names. */
const codes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
} as const;

export type ElementType = keyof typeof codes;

const names = new Map<number, ElementType>(
  Object.entries(codes).map(([name, code]) => [code, name as ElementType]),
);

export function elementTypeCode(type: ElementType): number {
  return codes[type];
}

/** undefined for a type that no model here uses (strings, 4-bit integers). */
export function elementTypeOf(code: number): ElementType | undefined {
  return names.get(code);
}

export function isElementType(name: string): name is ElementType {
  return Object.hasOwn(codes, name);
}
