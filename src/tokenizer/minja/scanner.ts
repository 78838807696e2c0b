import { isStackOverflow, repeated, spendSize, spendSteps, TemplateLimit } from "../template-budget.ts";

/** Reads a template from start to end. Bytes are characters here; white space is ASCII's. */
export class Scanner {
  readonly source: string;
  position = 0;
  #depth = 0;

  constructor(source: string) {
    this.source = source;
  }

  get isAtEnd(): boolean {
    return this.position === this.source.length;
  }

  skipSpaces(): void {
    this.#match(/[ \t-\r]*/y);
  }

  /** The next characters, if they are one of these. */
  peek(...symbols: readonly string[]): boolean {
    return symbols.some((symbol) => this.source.startsWith(symbol, this.position));
  }

  /**
   * Skips a token and the spaces before it.
   * @param pattern sticky.
   * @returns "" without moving if it is not there.
   */
  token(pattern: RegExp | string): string {
    if (typeof pattern !== "string") return this.groups(pattern)?.[0] ?? "";
    const start = this.position;
    this.skipSpaces();
    if (this.peek(pattern)) {
      this.position += pattern.length;
      return pattern;
    }
    this.position = start;
    return "";
  }

  /** As `token`, but returns the match and its groups. */
  groups(pattern: RegExp): readonly (string | undefined)[] | undefined {
    const start = this.position;
    this.skipSpaces();
    const match = this.#match(pattern);
    if (match === null) this.position = start;
    return match ?? undefined;
  }

  /** As `groups`, but does not skip spaces before it. */
  groupsHere(pattern: RegExp): readonly (string | undefined)[] | undefined {
    return this.#match(pattern) ?? undefined;
  }

  /** @throws Error if expressions are nested too deeply for native. */
  nested<Result>(read: () => Result): Result {
    if (++this.#depth > 100) throw new Error("Template parsing exceeded maximum nesting depth");
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    parsed++;
    if (parsed % matchesPerStep === 0) spendSteps(1);
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.source);
    if (match !== null) this.position = pattern.lastIndex;
    return match;
  }
}

/** Reading one token tries many patterns. */
const matchesPerStep = 64;
let parsed = 0;

/** An error with its place in the template, as native shows it. */
export function placed(error: unknown, source: string, position: number): Error {
  if (error instanceof TemplateLimit || isStackOverflow(error)) return error as Error;
  // Each level adds its lines below those of the inner levels.
  spendSize(source.length + (error as Error).message.length);
  const lines = source.split("\n");
  const before = source.slice(0, position).split("\n");
  const row = before.length;
  const column = before.at(-1)!.length + 1;
  const shown = [
    ...lines.slice(Math.max(row - 2, 0), row),
    `${repeated(" ", column - 1)}^`,
    ...lines.slice(row, row + 1),
  ];
  const { message } = error as Error;
  return new Error(`${message} at row ${row}, column ${column}:\n${shown.join("\n")}\n`);
}
