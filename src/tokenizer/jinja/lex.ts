/** Port of jinja2's lexer (jinja2/lexer.py), with trim_blocks and lstrip_blocks, as transformers sets them. */
import { simpleEscape } from "#python-values/simple-escapes.ts";
import { rstrip } from "#python-values/strip.ts";
import { pythonRepr } from "#python-values/python-repr.ts";
import { syntaxError, unsupported } from "./jinja-error.ts";

export type TokenType =
  | "data"
  | "variable_begin"
  | "variable_end"
  | "block_begin"
  | "block_end"
  | "float"
  | "integer"
  | "name"
  | "string"
  /** Its text is the value. */
  | "operator"
  | "eof";

export interface Token {
  readonly type: TokenType;
  readonly value: string;
}

/** What `\s` is in Python. */
const SPACE = String.raw`[\p{White_Space}\u001c-\u001f]`;
const BEGIN = new RegExp(
  String.raw`\{%([-+]?)${SPACE}*raw${SPACE}*(?:-%\}${SPACE}*|%\})|(\{\{|\{#|\{%)([-+]?)`,
  "gu",
);
const COMMENT_END = new RegExp(String.raw`\+#\}|-#\}${SPACE}*|#\}\n?`, "gu");
const RAW_END = new RegExp(
  String.raw`\{%([-+]?)${SPACE}*endraw${SPACE}*(?:\+%\}|-%\}${SPACE}*|%\}\n?)`,
  "gu",
);
const BLOCK_END = new RegExp(String.raw`\+%\}|-%\}${SPACE}*|%\}\n?`, "uy");
const VARIABLE_END = new RegExp(String.raw`-\}\}${SPACE}*|\}\}`, "uy");
const PARTS: readonly (readonly ["space" | TokenType, RegExp])[] = [
  ["space", new RegExp(`${SPACE}+`, "uy")],
  ["float", /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy],
  ["integer", /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy],
  ["name", /[\p{L}\p{N}_\p{M}]+/uy],
  ["string", /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y],
  ["operator", /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y],
];
const CLOSING = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** @throws JinjaError "TemplateSyntaxError". */
export function lex(template: string): Token[] {
  return new Lexer(template).tokens();
}

class Lexer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #position = 0;
  #isAtLineStart = true;

  constructor(template: string) {
    // One line end at the end of the template is no part of it.
    this.#source = template.replaceAll(/\r\n?/g, "\n").replace(/\n$/, "");
  }

  tokens(): Token[] {
    while (this.#position < this.#source.length) this.#root();
    this.#tokens.push({ type: "eof", value: "end of template" });
    return this.#tokens;
  }

  /** The text up to the next tag, and the tag. */
  #root(): void {
    BEGIN.lastIndex = this.#position;
    const found = BEGIN.exec(this.#source);
    if (found === null) {
      this.#data(this.#source.slice(this.#position));
      this.#position = this.#source.length;
      return;
    }
    const [whole, rawSign, begin, sign = rawSign ?? ""] = found;
    this.#data(this.#stripped(found.index, sign, begin === "{{"));
    this.#position = found.index + whole.length;
    this.#isAtLineStart = whole.endsWith("\n");
    if (begin === undefined) this.#raw();
    else if (begin === "{#") this.#comment();
    else if (begin === "{%") this.#inside("block_begin", "block_end", BLOCK_END);
    else this.#inside("variable_begin", "variable_end", VARIABLE_END);
  }

  /** The text before a tag: without its white space for "-", and without the tag's indentation before a block. */
  #stripped(end: number, sign: string, isVariable: boolean): string {
    const text = this.#source.slice(this.#position, end);
    if (sign === "-") return rstrip(text);
    if (sign === "+" || isVariable) return text;
    const line = text.lastIndexOf("\n") + 1;
    const isIndentation = line > 0 || this.#isAtLineStart;
    return isIndentation && line < text.length && rstrip(text.slice(line)) === ""
      ? text.slice(0, line)
      : text;
  }

  #comment(): void {
    COMMENT_END.lastIndex = this.#position;
    const found = COMMENT_END.exec(this.#source);
    if (found !== null) this.#leave(found);
    else if (this.#position < this.#source.length) throw syntaxError("Missing end of comment tag");
  }

  #raw(): void {
    RAW_END.lastIndex = this.#position;
    const found = RAW_END.exec(this.#source);
    if (found === null) {
      if (this.#position === this.#source.length) return;
      throw syntaxError("Missing end of raw directive");
    }
    this.#data(this.#stripped(found.index, found[1] ?? "", false));
    this.#leave(found);
  }

  #leave(found: RegExpExecArray): void {
    this.#position = found.index + found[0].length;
    this.#isAtLineStart = found[0].endsWith("\n");
  }

  #inside(begin: TokenType, end: TokenType, endPattern: RegExp): void {
    this.#tokens.push({
      type: begin,
      value: begin === "block_begin" ? "begin of statement block" : "begin of print statement",
    });
    const open: string[] = [];
    while (this.#position < this.#source.length) {
      endPattern.lastIndex = this.#position;
      const ended = open.length === 0 ? endPattern.exec(this.#source) : null;
      if (ended !== null) {
        this.#leave(ended);
        this.#tokens.push({
          type: end,
          value: end === "block_end" ? "end of statement block" : "end of print statement",
        });
        return;
      }
      const token = this.#part();
      if (token === null) continue;
      this.#tokens.push(token);
      if (token.type === "operator") balance(token.value, open);
    }
  }

  /** null for white space. */
  #part(): Token | null {
    for (const [type, pattern] of PARTS) {
      pattern.lastIndex = this.#position;
      const [text] = pattern.exec(this.#source) ?? [];
      if (text === undefined) continue;
      this.#position += text.length;
      if (type === "space") return null;
      if (type === "name" && /^\p{N}/u.test(text)) throw syntaxError("Invalid character in identifier");
      return { type, value: type === "string" ? unescaped(text.slice(1, -1)) : text };
    }
    const char = String.fromCodePoint(this.#source.codePointAt(this.#position) ?? 0);
    throw syntaxError(`unexpected char ${pythonRepr(char)} at ${this.#position}`);
  }

  #data(value: string): void {
    if (value !== "") this.#tokens.push({ type: "data", value });
  }
}

function balance(operator: string, open: string[]): void {
  const closing = CLOSING.get(operator);
  if (closing !== undefined) open.push(closing);
  if (!")]}".includes(operator)) return;
  const expected = open.pop();
  if (expected === undefined) throw syntaxError(`unexpected '${operator}'`);
  if (expected !== operator) throw syntaxError(`unexpected '${operator}', expected '${expected}'`);
}

/** Python's escapes in a string. */
function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
    (whole, octal?: string, two?: string, four?: string, eight?: string, other = "") => {
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      const hex = two ?? four ?? eight;
      if (hex !== undefined) return codePoint(parseInt(hex, 16));
      if (other === "N") throw unsupported("A character by its name");
      if ("xuU".includes(other)) throw syntaxError("(unicode error) an escape in a string is cut short");
      return simpleEscape(other) ?? whole;
    },
  );
}

function codePoint(code: number): string {
  if (code > 0x10ffff) throw syntaxError("(unicode error) an escape in a string is no character");
  return String.fromCodePoint(code);
}
