import { encodeUtf8 } from "../utf8.ts";
import type { Dictionary, Value } from "./value.ts";

export function valueOf(json: unknown): Value {
  if (typeof json === "string") return toBytes(json);
  if (typeof json === "number") return Number.isInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return json.map(valueOf);
  if (typeof json === "object" && json !== null) return dictionaryFrom(json);
  return typeof json === "boolean" ? json : null;
}

export function dictionaryFrom(object: object): Dictionary {
  return new Map(Object.entries(object).map(([key, value]) => [toBytes(key), valueOf(value)]));
}

/** UTF-8, a character for each byte. */
export function toBytes(text: string): string {
  return Array.from(encodeUtf8(text), (byte) => String.fromCharCode(byte)).join("");
}

/** @throws TypeError where a character was cut; native's text cannot be read then either. */
export function fromBytes(bytes: string): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return decoder.decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}
