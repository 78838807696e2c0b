import { AppError, messageOf } from "#base/errors.ts";

export type JsonScalar = string | number | boolean | null;

/** Receives what the reader finds inside one object or array; a name is "" inside an array and at the root. */
export interface JsonElement {
  /** @throws UnknownValue for an unknown name; TypeMismatch. */
  onValue(name: string, value: JsonScalar): void;
  onObject(name: string): JsonElement;
  onArray(name: string): JsonElement;
}

/** A name that the file's format does not have. */
export class UnknownValue extends Error {
  override readonly name = "UnknownValue";
}

/** A value of another type than the name needs. */
export class TypeMismatch extends Error {
  override readonly name = "TypeMismatch";
  constructor(expected: ScalarKind, seen: ScalarKind) {
    super(`Expected a ${expected} but saw a ${seen}`);
  }
}

/** An error that native throws as std::out_of_range: reported without the path of names to it. */
export class OutOfRange extends Error {
  override readonly name = "OutOfRange";
}

export type ScalarKind = "string" | "number" | "bool" | "null";

export function kindOf(value: JsonScalar): ScalarKind {
  if (value === null) return "null";
  if (typeof value === "boolean") return "bool";
  return typeof value === "string" ? "string" : "number";
}

/** Words an error as native's TranslateException does for this name. */
export function translate(error: unknown, name: string): Error {
  if (error instanceof UnknownValue) return new Error(` Unknown value "${name}"`);
  if (error instanceof TypeMismatch) return new Error(`${name} - ${error.message}`);
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * Reads a JSON text into `element`, as lenient and as strict as native, with its messages.
 * Mirrors JSON::Parse (onnxruntime-genai, src/json.cpp, 0.18): text after the first value is ignored, \u escapes are not supported, and
 * every error gives its line and byte index.
 * @throws AppError "invalid-config".
 */
export function readJson(text: string, element: JsonElement): void {
  const reader = new Reader(text);
  try {
    reader.readValue(element, "");
  } catch (error) {
    throw new AppError("invalid-config", `JSON Error: ${messageOf(error)} ${reader.whereabouts()}`, {
      cause: error,
    });
  }
}

/** What std::from_chars accepts as a double, given that the first character is a digit or "-". */
const numberPattern = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|-inf(?:inity)?|-nan(?:\(\w*\))?/iy;
const whitespacePattern = /[ \t\r\n]*/y;

class Reader {
  /** One character per byte of UTF-8, because messages count bytes. */
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = bytesAsText(new TextEncoder().encode(text));
  }

  /** "at line L index I": I is the number of bytes since the last line feed. */
  whereabouts(): string {
    const read = this.#text.slice(0, this.#position);
    const lineStart = Math.max(read.lastIndexOf("\n"), 0);
    return `at line ${read.split("\n").length} index ${read.length - lineStart}`;
  }

  readValue(element: JsonElement, name: string): void {
    this.#skipWhitespace();
    try {
      this.#readBareValue(element, name);
    } catch (error) {
      if (error instanceof UnknownValue || error instanceof TypeMismatch) throw translate(error, name);
      if (name === "" || error instanceof OutOfRange) throw error;
      throw new Error(`${name}:${messageOf(error)}`, { cause: error });
    }
    this.#skipWhitespace();
  }

  #readBareValue(element: JsonElement, name: string): void {
    const first = this.#take();
    switch (first) {
      case "{":
        return this.#readObject(element.onObject(name));
      case "[":
        return this.#readArray(element.onArray(name));
      case '"':
        return element.onValue(name, this.#readString());
      // A misspelt literal is reported at the character that follows it.
      case "t":
        return this.#skip("rue") ? element.onValue(name, true) : undefined;
      case "f":
        return this.#skip("alse") ? element.onValue(name, false) : undefined;
      case "n":
        return this.#skip("ull") ? element.onValue(name, null) : undefined;
      default:
        if (!/[-0-9]/.test(first)) throw new UnknownValue();
        this.#position--;
        return element.onValue(name, this.#readNumber());
    }
  }

  #readObject(element: JsonElement): void {
    this.#skipWhitespace();
    if (this.#peek() === "}") {
      this.#position++;
      return;
    }
    for (;;) {
      if (this.#peek() !== '"') {
        throw new Error(
          "Expecting \" to start next object name, possibly due to an extra trailing ',' before this",
        );
      }
      this.#position++;
      const name = this.#readString();
      this.#skipWhitespace();
      if (this.#take() !== ":") throw new Error("Expecting :");
      this.readValue(element, name);
      const next = this.#take();
      if (next === "}") return;
      if (next !== ",") throw new Error("Expecting } or ,");
      this.#skipWhitespace();
    }
  }

  #readArray(element: JsonElement): void {
    this.#skipWhitespace();
    if (this.#peek() === "]") {
      this.#position++;
      return;
    }
    for (;;) {
      this.readValue(element, "");
      const next = this.#take();
      if (next === "]") return;
      if (next !== ",") throw new Error("Expecting ] or ,");
    }
  }

  #readNumber(): number {
    numberPattern.lastIndex = this.#position;
    const digits = numberPattern.exec(this.#text)?.[0];
    if (digits === undefined) throw new Error("Expecting number");
    const value = parseNumber(digits.toLowerCase());
    if (value === undefined) throw new Error("Expecting number");
    this.#position += digits.length;
    return value;
  }

  #readString(): string {
    let read = "";
    for (;;) {
      let char = this.#take();
      if (char === '"' || char === "\0") return textOfBytes(read);
      if (char === "\\") char = this.#readEscape();
      read += char;
    }
  }

  #readEscape(): string {
    const char = this.#take();
    switch (char) {
      case "b":
        return "\b";
      case "n":
        return "\n";
      case "f":
        return "\f";
      case "r":
        return "\r";
      case "t":
        return "\t";
      case "u": {
        const digits = this.#text.slice(this.#position, this.#position + 4);
        if (digits.length < 4) throw new Error("End of file parsing string uXXXX code");
        if (!/^[0-9a-f]{4}$/i.test(digits)) throw new Error("Error parsing uXXXX code");
        this.#position += 4;
        throw new Error("Unsupported uXXXX code used");
      }
      default:
        return char;
    }
  }

  /** Native needs one more character after the literal. */
  #skip(rest: string): boolean {
    const end = this.#position + rest.length;
    if (end >= this.#text.length || !this.#text.startsWith(rest, this.#position)) return false;
    this.#position = end;
    return true;
  }

  #skipWhitespace(): void {
    whitespacePattern.lastIndex = this.#position;
    whitespacePattern.exec(this.#text);
    this.#position = whitespacePattern.lastIndex;
  }

  #peek(): string | undefined {
    return this.#text[this.#position];
  }

  #take(): string {
    const char = this.#peek();
    if (char === undefined) throw new Error("Unexpected end of JSON data");
    this.#position++;
    return char;
  }
}

function bytesAsText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function textOfBytes(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

/** Undefined where std::from_chars reports that the result is out of range. */
function parseNumber(digits: string): number | undefined {
  if (digits.startsWith("-inf")) return -Infinity;
  if (digits.startsWith("-nan")) return Number.NaN;
  const value = Number(digits);
  const underflowed = value === 0 && /[1-9]/.test(digits.split("e")[0] ?? "");
  return Number.isFinite(value) && !underflowed ? value : undefined;
}
