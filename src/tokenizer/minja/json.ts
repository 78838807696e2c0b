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

/** UTF-8, one character per byte. */
export function toBytes(text: string): string {
  const bytes = encodeUtf8(text);
  let chars = "";
  for (let start = 0; start < bytes.length; start += 4096) {
    chars += String.fromCharCode(...bytes.subarray(start, start + 4096));
  }
  return chars;
}

/** @throws TypeError if a character was cut; native's text cannot be read then either. */
export function fromBytes(chars: string): string {
  const bytes = new Uint8Array(chars.length);
  for (let i = 0; i < chars.length; i++) bytes[i] = chars.charCodeAt(i);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
