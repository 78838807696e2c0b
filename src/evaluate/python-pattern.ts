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
const NAME = /^[\p{XID_Start}_]\p{XID_Continue}*/u;

/** Longer patterns take seconds to translate or to compile. Nobody writes one by hand. */
const MOST_CHARACTERS = 2000;
/** Groups in groups. Python itself ends at some three hundred. */
const DEEPEST = 100;
/** MAXREPEAT of Python's _sre. */
const MAX_REPEAT = 4294967295;
/** MAXWIDTH of Lib/re/_parser.py. */
const MAX_WIDTH = 2 ** 64;

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

/** How many characters a part can match, as Python's SubPattern.getwidth computes it. */
interface Width {
  readonly least: number;
  readonly most: number;
}

interface Part extends Width {
  readonly text: string;
  /** What a repeat after it means: Python repeats no assertion and no repeat, JavaScript no group that looks around. */
  readonly kind: "plain" | "look-around" | "assertion" | "repeat";
}

class Translator {
  readonly flags = new Set<string>();
  readonly #source: string;
  #at = 0;
  #depth = 0;
  /** By number, from 1; null while the group is open. */
  readonly #widths: (Width | null)[] = [null];
  readonly #groupOfName = new Map<string, number>();
  /** The groups that have matched wherever the pattern has come so far. */
  #matched: ReadonlySet<number> = new Set();
  /** How many groups there were when the outermost look-behind began; null outside of one. */
  #groupsBeforeLookBehind: number | null = null;

  constructor(source: string) {
    this.#source = source;
  }

  translated(): string {
    for (;;) {
      const flags = this.#take(/^\(\?([a-z]+)\)/u)?.[1];
      if (flags === undefined) break;
      for (const flag of flags) {
        if (!"imsu".includes(flag)) throw invalid(message`the flag ${flag} is not supported`);
        this.flags.add(flag);
      }
    }
    const { text } = this.#alternatives();
    if (this.#at < this.#source.length) throw invalid(message`a closing bracket has no opening one`);
    return text;
  }

  /** Up to the end of the group, or of the pattern. */
  #alternatives(): Width & { readonly text: string } {
    const before = this.#matched;
    const branches = [this.#sequence()];
    let matched = this.#matched;
    while (this.#take(/^\|/)) {
      this.#matched = before;
      branches.push(this.#sequence());
      const inBranch = this.#matched;
      matched = new Set([...matched].filter((group) => inBranch.has(group)));
    }
    this.#matched = matched;
    return {
      text: branches.map(({ text }) => text).join("|"),
      least: Math.min(...branches.map(({ least }) => least)),
      most: Math.max(...branches.map(({ most }) => most)),
    };
  }

  #sequence(): Width & { readonly text: string } {
    const parts: Part[] = [];
    let before = this.#matched;
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at))) {
      const repeat = this.#take(/^(?:[*+?]|\{(?!\})(\d*)(,?)(\d*)\})/);
      if (repeat) {
        const part = this.#repeated(parts.pop(), repeat);
        if (part.least === 0) this.#matched = before;
        parts.push(part);
        continue;
      }
      const start = this.#matched;
      const part = this.#next();
      if (part === null) continue;
      before = start;
      parts.push(part);
    }
    return {
      text: parts.map(({ text }) => text).join(""),
      least: clamped(parts.reduce((sum, { least }) => sum + least, 0)),
      most: clamped(parts.reduce((sum, { most }) => sum + most, 0)),
    };
  }

  /** Null for a comment. */
  #next(): Part | null {
    const group = this.#take(/^\((?:\?(?::|=|!|<=|<!|P<|P=|#)?)?/)?.[0];
    if (group !== undefined) return this.#group(group);
    const character = this.#character();
    switch (character) {
      case "\\":
        return this.#escape();
      case "[":
        return one(this.#class());
      case ".":
        return one(this.flags.has("s") ? String.raw`[\s\S]` : String.raw`[^\n]`);
      case "^":
        return assertion(this.flags.has("m") ? String.raw`(?<![^\n])` : START);
      case "$":
        return assertion(this.flags.has("m") ? String.raw`(?![^\n])` : String.raw`(?=\n?${END})`);
      default:
        return one(literal(character));
    }
  }

  #repeated(part: Part | undefined, [text, from, comma, to]: RegExpExecArray): Part {
    const rest = this.#take(/^[?+]/)?.[0] ?? "";
    if (rest === "+") throw invalid(message`possessive repeats such as ${`${text}+`} are not supported`);
    if (part === undefined || part.kind === "assertion")
      throw invalid(message`there is nothing that ${text} can repeat`);
    if (part.kind === "repeat") throw invalid(message`${text} repeats a repeat`);
    if ([from, to].some((count) => Number(count) >= MAX_REPEAT)) {
      throw invalid(message`the repetition number is too large`);
    }
    const least = text.startsWith("{") ? Number(from) : Number(text === "+");
    const most = text.startsWith("{")
      ? comma !== "" && to === ""
        ? MAX_REPEAT
        : Number(comma === "" ? from : to)
      : text === "?"
        ? 1
        : MAX_REPEAT;
    const repeat = text.startsWith("{") ? `{${from || "0"}${comma}${to}}` : text;
    return {
      text: (part.kind === "look-around" ? `(?:${part.text})` : part.text) + repeat + rest,
      kind: "repeat",
      least: clamped(part.least * least),
      most: most === MAX_REPEAT && part.most > 0 ? MAX_WIDTH : clamped(part.most * most),
    };
  }

  #group(open: string): Part | null {
    switch (open) {
      case "(":
        return this.#capture(null);
      case "(?P<":
        return this.#capture(this.#name(">"));
      case "(?:":
        return { ...this.#inside(open), kind: "plain" };
      case "(?=":
      case "(?!":
      case "(?<=":
      case "(?<!":
        return this.#lookAround(open);
      case "(?P=": {
        const name = this.#name(")");
        const group = this.#groupOfName.get(name);
        if (group === undefined) throw invalid(message`no group before it is called ${name}`);
        return this.#reference(group);
      }
      case "(?#": {
        const end = this.#source.indexOf(")", this.#at);
        if (end < 0) throw invalid(message`a comment is not closed`);
        this.#at = end + 1;
        return null;
      }
      default:
        throw invalid(
          message`groups that begin with ${open + this.#source.charAt(this.#at)} are not supported`,
        );
    }
  }

  /** Up to its closing bracket. */
  #inside(open: string): Width & { readonly text: string } {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw invalid(message`its groups are nested more than ${DEEPEST} levels deep`);
    const { text, least, most } = this.#alternatives();
    this.#depth -= 1;
    if (!this.#take(/^\)/)) throw invalid(message`a group is not closed`);
    return { text: `${open}${text})`, least, most };
  }

  #capture(name: string | null): Part {
    const group = this.#widths.push(null) - 1;
    if (name !== null) {
      if (this.#groupOfName.has(name)) throw invalid(message`two groups are called ${name}`);
      this.#groupOfName.set(name, group);
    }
    const inside = this.#inside("(");
    this.#widths[group] = inside;
    this.#matched = new Set([...this.#matched, group]);
    return { ...inside, kind: "plain" };
  }

  #lookAround(open: string): Part {
    const isBehind = open.startsWith("(?<");
    const outside = this.#groupsBeforeLookBehind;
    if (isBehind) this.#groupsBeforeLookBehind ??= this.#widths.length;
    const before = this.#matched;
    const { text, least, most } = this.#inside(open);
    this.#groupsBeforeLookBehind = outside;
    if (open.endsWith("!")) this.#matched = before;
    if (isBehind && least !== most) throw invalid(message`what ${open}…) looks back at has no fixed length`);
    return { text, kind: "look-around", least: 0, most: 0 };
  }

  /** Where a group has not matched, Python's reference to it fails, and JavaScript's matches an empty text. */
  #reference(group: number): Part {
    const width = this.#widths[group];
    if (width === undefined) throw invalid(message`there is no group ${group} before its reference`);
    if (width === null) throw invalid(message`group ${group} is still open at its reference`);
    if (this.#groupsBeforeLookBehind !== null && group >= this.#groupsBeforeLookBehind)
      throw invalid(message`group ${group} and its reference are in the same look-behind`);
    if (!this.#matched.has(group))
      throw invalid(
        message`references to a group that may be left out, as group ${group}, are not supported`,
      );
    return { text: `(?:\\${group})`, kind: "plain", least: width.least, most: width.most };
  }

  #name(end: string): string {
    const name = this.#take(NAME)?.[0];
    if (name === undefined || this.#source.charAt(this.#at) !== end)
      throw invalid(message`the name of a group is not closed`);
    this.#at += 1;
    return name;
  }

  #escape(): Part {
    const octal = this.#take(/^[1-7][0-7]{2}/)?.[0];
    if (octal !== undefined) {
      const code = Number.parseInt(octal, 8);
      if (code > 0o377) throw invalid(message`${`\\${octal}`} is more than ${String.raw`\377`}`);
      return one(literal(String.fromCodePoint(code)));
    }
    const back = this.#take(/^[1-9]\d?/)?.[0];
    if (back !== undefined) return this.#reference(Number(back));
    const next = this.#source.charAt(this.#at);
    const special = CLASSES.get(next);
    const asserted = ASSERTIONS.get(next);
    if (special === undefined && asserted === undefined) return one(literal(this.#escaped()));
    this.#at += 1;
    return special === undefined ? assertion(asserted ?? "") : one(special);
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

function one(text: string): Part {
  return { text, kind: "plain", least: 1, most: 1 };
}

function assertion(text: string): Part {
  return { text, kind: "assertion", least: 0, most: 0 };
}

function clamped(width: number): number {
  return Math.min(width, MAX_WIDTH);
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
