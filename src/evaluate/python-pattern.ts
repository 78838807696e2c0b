/**
 * Translates a pattern of Python's `re` to JavaScript, so that it matches what `re.search` would, and the saved notebook has the same
 * verdicts. Mirrors CPython's Lib/re/_parser.py for what both engines support, and refuses the rest. If case is ignored, Python matches
 * "İ" with "i", and JavaScript does not.
 */
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";

/** Insides of a class. Python's `\w` is what str.isalnum accepts, and "_"; its `\s` what str.isspace accepts. */
const DIGIT = String.raw`\p{Nd}`;
const WORD = String.raw`\p{L}\p{N}_`;
const SPACE = String.raw`\p{White_Space}\u{1c}-\u{1f}`;
const CLASSES = new Map([
  ["d", `[${DIGIT}]`],
  ["D", `[^${DIGIT}]`],
  ["w", `[${WORD}]`],
  ["W", `[^${WORD}]`],
  ["s", `[${SPACE}]`],
  ["S", `[^${SPACE}]`],
]);
const START = String.raw`(?<![\s\S])`;
const END = String.raw`(?![\s\S])`;
const ASSERTIONS = new Map([
  ["A", START],
  ["Z", END],
  ["b", `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`],
  ["B", `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`],
]);
const CONTROLS = new Map([
  ["a", "\u0007"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);
const HEX_LENGTHS = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);
const NAME = /^[\p{L}_][\p{L}\p{N}_]*/u;

/** Longer patterns take seconds to translate or to compile. Nobody writes one by hand. */
const MOST_CHARACTERS = 2000;
/** MAXREPEAT of Python's _sre. */
const MAX_REPEAT = 4294967295;

/** @throws AppError "invalid-input" if Python refuses the pattern, JavaScript has no equivalent, or it is too long. */
export function pythonPattern(source: string, ignoreCase: boolean): RegExp {
  if (source.length > MOST_CHARACTERS) {
    throw invalid(
      message`it has ${source.length} characters, and this page takes ${MOST_CHARACTERS} at most`,
    );
  }
  const translator = new Translator(source);
  const pattern = translator.translated();
  const flags = ignoreCase || translator.flags.has("i") ? "iv" : "v";
  try {
    return new RegExp(pattern, flags);
  } catch (cause) {
    throw invalid(message`brackets, groups or repeats do not fit together`, cause);
  }
}

class Translator {
  readonly flags = new Set<string>();
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  translated(): string {
    const flags = this.#take(/^\(\?([a-z]+)\)/u)?.[1] ?? "";
    for (const flag of flags) {
      if (!"imsu".includes(flag)) throw invalid(message`the flag ${flag} is not supported`);
      this.flags.add(flag);
    }
    let pattern = "";
    while (this.#at < this.#source.length) pattern += this.#next();
    return pattern;
  }

  #next(): string {
    const repeat = this.#take(/^(?:[*+?]|\{(\d*)(,?)(\d*)\})/);
    // In Python "{}" is a text, and "{,}" repeats any number of times.
    if (repeat && repeat[0] !== "{}") return this.#repeat(repeat);
    if (repeat) return String.raw`\{\}`;
    const group = this.#take(/^\((?:\?(?::|=|!|<=|<!|P<|P=|#)?)?/)?.[0];
    if (group !== undefined) return this.#group(group);
    const character = this.#character();
    switch (character) {
      case "\\":
        return this.#escape();
      case "[":
        return this.#class();
      case ".":
        return this.flags.has("s") ? String.raw`[\s\S]` : String.raw`[^\n]`;
      case "^":
        return this.flags.has("m") ? String.raw`(?<![^\n])` : START;
      case "$":
        return this.flags.has("m") ? String.raw`(?![^\n])` : String.raw`(?=\n?${END})`;
      case ")":
      case "|":
        return character;
      default:
        return literal(character);
    }
  }

  #repeat([text, from, comma, to]: RegExpExecArray): string {
    const rest = this.#take(/^[?+]/)?.[0] ?? "";
    if (rest === "+") throw invalid(message`possessive repeats such as ${`${text}+`} are not supported`);
    if (!text.startsWith("{")) return text + rest;
    if ([from, to].some((count) => Number(count) >= MAX_REPEAT)) {
      throw invalid(message`the repetition number is too large`);
    }
    return `{${from || "0"}${comma}${to}}${rest}`;
  }

  #group(open: string): string {
    switch (open) {
      case "(":
      case "(?:":
      case "(?=":
      case "(?!":
      case "(?<=":
      case "(?<!":
        return open;
      case "(?P<": {
        const name = this.#name(">");
        return `(?<${name}>`;
      }
      case "(?P=":
        return String.raw`\k<${this.#name(")")}>`;
      case "(?#": {
        const end = this.#source.indexOf(")", this.#at);
        if (end < 0) throw invalid(message`a comment is not closed`);
        this.#at = end + 1;
        return "";
      }
      default:
        throw invalid(
          message`groups that begin with ${open + this.#source.charAt(this.#at)} are not supported`,
        );
    }
  }

  #name(end: string): string {
    const name = this.#take(NAME)?.[0];
    if (name === undefined || this.#source.charAt(this.#at) !== end)
      throw invalid(message`the name of a group is not closed`);
    this.#at += 1;
    return name;
  }

  #escape(): string {
    const back = this.#take(/^[1-9]\d?/)?.[0];
    if (back !== undefined) return `(?:\\${back})`;
    const next = this.#source.charAt(this.#at);
    const special = CLASSES.get(next) ?? ASSERTIONS.get(next);
    if (special === undefined) return literal(this.#escaped());
    this.#at += 1;
    return special;
  }

  /** The character that an escape stands for. */
  #escaped(): string {
    const character = this.#character();
    const length = HEX_LENGTHS.get(character);
    if (length !== undefined) {
      const digits = this.#take(new RegExp(`^[0-9a-fA-F]{${length}}`))?.[0];
      const code = Number.parseInt(digits ?? "", 16);
      if (digits === undefined || code > 0x10ffff)
        throw invalid(message`${`\\${character}`} should have ${length} digits behind it`);
      return String.fromCodePoint(code);
    }
    if (character === "0")
      return String.fromCodePoint(Number.parseInt(this.#take(/^[0-7]{1,2}/)?.[0] ?? "0", 8));
    const control = CONTROLS.get(character);
    if (control !== undefined) return control;
    if (character === "" || /[0-9A-Za-z]/.test(character))
      throw invalid(message`${`\\${character}`} stands for nothing`);
    return character;
  }

  #class(): string {
    let inside = "";
    const negation = this.#take(/^\^/) ? "^" : "";
    for (let isFirst = true; ; isFirst = false) {
      if (this.#at >= this.#source.length) throw invalid(message`a bracket is not closed`);
      if (!isFirst && this.#take(/^\]/)) return `[${negation}${inside}]`;
      const from = this.#classItem();
      const isRange = this.#take(/^-(?!\])/) !== null;
      if (!isRange) {
        inside += from.text;
        continue;
      }
      if (this.#at >= this.#source.length) throw invalid(message`a bracket is not closed`);
      const to = this.#classItem();
      if (from.isSet || to.isSet)
        throw invalid(message`a range in brackets goes from one character to another`);
      inside += `${from.text}-${to.text}`;
    }
  }

  #classItem(): { readonly text: string; readonly isSet: boolean } {
    const character = this.#character();
    if (character !== "\\") return { text: literal(character), isSet: false };
    const next = this.#source.charAt(this.#at);
    const set = CLASSES.get(next);
    if (set !== undefined || next === "b") {
      this.#at += 1;
      return set === undefined ? { text: literal("\b"), isSet: false } : { text: set, isSet: true };
    }
    return { text: literal(this.#escaped()), isSet: false };
  }

  /** "" at the end. */
  #character(): string {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) return "";
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.#source.slice(this.#at));
    if (found) this.#at += found[0].length;
    return found;
  }
}

/** Escaped, whatever it means in JavaScript. */
function literal(character: string): string {
  return /^[0-9A-Za-z]$/.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function invalid(why: Message, cause?: unknown): AppError {
  return new AppError(
    "invalid-input",
    message`The pattern cannot be used: ${why}. Write it as Python's re module takes it.`,
    { cause },
  );
}
