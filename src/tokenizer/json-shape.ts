import { isRecord } from "#base/record.ts";
import { AppError, wordingOf } from "#base/errors.ts";
import { own } from "#base/own.ts";
import { type Message, message } from "#base/message.ts";

/** A value of a JSON file with an unknown shape. Its readers throw AppError "invalid-bundle", which says what was expected. */
/** Escapes such as \ud800 without the other half, which native's reader refuses and JSON.parse takes. */
function hasLoneSurrogate(text: string): boolean {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return false;
  const rest = text.replaceAll(
    /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?!u[dD][89a-fA-F])[^])/g,
    "",
  );
  return /\\u[dD][89a-fA-F]/.test(rest);
}

/** Such as 1e999, which native's reader refuses and JSON.parse takes for Infinity. */
function hasHugeNumber(text: string): boolean {
  if (!/\d[eE]\+?\d{3}|\d{309}/.test(text)) return false;
  let isHuge = false;
  try {
    JSON.parse(text, (_, value: unknown) => {
      isHuge ||= value === Infinity || value === -Infinity;
      return null;
    });
  } catch {
    // It is told of when it is read.
  }
  return isHuge;
}

export class JsonPart {
  readonly #file: string;
  readonly #path: string;
  readonly value: unknown;

  private constructor(file: string, path: string, value: unknown) {
    this.#file = file;
    this.#path = path;
    this.value = value;
  }

  /** The whole of a file. */
  static of(file: string, text: string): JsonPart {
    let value: unknown;
    if (hasHugeNumber(text)) {
      throw new AppError(
        "invalid-bundle",
        message`${file} is not valid JSON: it has a number that is too large.`,
        { details: { file } },
      );
    }
    if (hasLoneSurrogate(text)) {
      throw new AppError(
        "invalid-bundle",
        message`${file} is not valid JSON: half of a surrogate pair stands in a string.`,
        { details: { file } },
      );
    }
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new AppError("invalid-bundle", message`${file} is not valid JSON: ${wordingOf(error)}`, {
        details: { file },
        cause: error,
      });
    }
    if (!isRecord(value)) {
      throw new AppError("invalid-bundle", message`${file} must hold a JSON object.`, { details: { file } });
    }
    return new JsonPart(file, "", value);
  }

  /** A field of an object; undefined if it is missing, or this is not an object. */
  get(name: string): JsonPart | undefined {
    const { value } = this;
    if (!isRecord(value)) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    const field = own(value, name);
    return new JsonPart(this.#file, this.#path === "" ? name : `${this.#path}.${name}`, field);
  }

  /** As `get`, but null counts as missing. */
  present(name: string): JsonPart | undefined {
    const field = this.get(name);
    return field === undefined || field.value === null ? undefined : field;
  }

  /** Reads a field that the object may lack. */
  field<Value>(name: string, missing: Value, read: (field: JsonPart) => Value): Value {
    this.object();
    const field = this.get(name);
    return field === undefined ? missing : read(field);
  }

  string(): string {
    return typeof this.value === "string" ? this.value : this.#refuse(message`a string`);
  }

  boolean(): boolean {
    return typeof this.value === "boolean" ? this.value : this.#refuse(message`true or false`);
  }

  number(): number {
    return typeof this.value === "number" ? this.value : this.#refuse(message`a number`);
  }

  object(): object {
    const { value } = this;
    if (isRecord(value)) return value;
    return this.#refuse(message`an object`);
  }

  /** The values of an array or an object; none for null. */
  items(): readonly JsonPart[] {
    if (this.value === null) return [];
    if (typeof this.value !== "object") return this.#refuse(message`a list`);
    const entries = Object.entries(this.value ?? {});
    const isList = Array.isArray(this.value);
    return entries.map(([key, item]) => {
      const place = isList ? `[${key}]` : `.${key}`;
      return new JsonPart(this.#file, this.#path + place, item);
    });
  }

  #refuse(expected: Message): never {
    throw this.refusal(expected);
  }

  refusal(expected: Message): AppError {
    return new AppError(
      "invalid-bundle",
      message`In ${this.#file}, ${this.#path} must be ${expected}; found ${found(this.value)}. Take the file from the model's repository again, or correct it.`,
      { details: { file: this.#file } },
    );
  }
}

/** A short description of a value. */
function found(value: unknown): Message | string {
  if (Array.isArray(value)) return message`a list`;
  if (typeof value === "object" && value !== null) return message`an object`;
  const shown = JSON.stringify(value);
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}
