/** Where text stops being valid JSON. Engines word this differently, and V8 does not say the place for short texts. */
import { MOST_LEVELS } from "./nesting.ts";
import { placeAt, type TextPlace } from "./text-place.ts";

const SPACE = /[ \t\n\r]*/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids them in a string
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/**
 * @returns the place of the first token that is not allowed there, or the end if the text ends too early; null for valid JSON. Nesting
 * beyond `MOST_LEVELS` counts as not allowed.
 */
export function jsonErrorPlace(text: string): TextPlace | null {
  const reader = new Reader(text);
  if (reader.value()) {
    reader.skip(SPACE);
    if (reader.at === text.length) return null;
  }
  return placeAt(text, reader.at);
}

/** Each method reads one thing and moves `at` past it, or returns false with `at` where the fault is. */
class Reader {
  readonly #text: string;
  at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): boolean {
    this.skip(SPACE);
    switch (this.#text.charAt(this.at)) {
      case "{":
        return this.#list("}", () => this.#member());
      case "[":
        return this.#list("]", () => this.value());
      default:
        return this.skip(STRING) || this.skip(NUMBER) || this.skip(WORD);
    }
  }

  /** @returns whether the pattern matches at `at`, and is not empty. */
  skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.at += found.length;
    return found !== "";
  }

  #member(): boolean {
    this.skip(SPACE);
    if (!this.skip(STRING)) return false;
    this.skip(SPACE);
    return this.#character(":") && this.value();
  }

  #list(end: "}" | "]", item: () => boolean): boolean {
    if (this.#depth === MOST_LEVELS) return false;
    this.#depth += 1;
    const isWhole = this.#members(end, item);
    this.#depth -= 1;
    return isWhole;
  }

  #members(end: "}" | "]", item: () => boolean): boolean {
    this.at += 1;
    this.skip(SPACE);
    if (this.#character(end)) return true;
    do {
      if (!item()) return false;
      this.skip(SPACE);
    } while (this.#character(","));
    return this.#character(end);
  }

  #character(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }
}
