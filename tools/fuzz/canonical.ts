import { isRecord } from "../../src/base/record.ts";

/** A value as text that tells it apart from every other; peers.py writes Python's values the same way. */
export function canonical(value: unknown): string {
  return JSON.stringify(told(value));
}

function told(value: unknown): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return ["number", hexOf(Number(value))];
  if (Array.isArray(value)) return ["list", ...value.map(told)];
  if (value instanceof Map) return ["map", ...[...value].map(([key, item]) => [told(key), told(item)])];
  if (value instanceof Date || value instanceof Uint8Array || value instanceof Set) return ["other"];
  if (isRecord(value))
    return [
      "map",
      ...Object.keys(value)
        .toSorted(byCodePoint)
        .map((key) => [key, told(value[key])]),
    ];
  return ["other"];
}

/** The eight bytes of a float64. */
function hexOf(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? 0 : value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

/** As Python sorts texts. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (const [at, character] of left.entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
