import { parseExpression, parseIdentifier, parseParameters } from "./parse-expression.ts";
import { placed, Scanner } from "./scanner.ts";
import type { Expression, Node, Parameter } from "./syntax.ts";

type End = "elif" | "else" | "endif" | "endfor" | "endset" | "endmacro" | "endfilter" | "endgeneration";

interface Place {
  readonly position: number;
  /** Whether the mark strips the white space before it, and after it. */
  stripsBefore: boolean;
  stripsAfter: boolean;
}

interface SetHead {
  readonly namespace: string | undefined;
  readonly names: readonly string[];
  readonly value: Expression | undefined;
}

type Tag =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "comment" | "generation" | Exclude<End, "elif"> }
  | { readonly kind: "break"; readonly jump: "break" | "continue" }
  | { readonly kind: "expression" | "if" | "elif" | "filter"; readonly expression: Expression }
  | {
      readonly kind: "for";
      readonly names: readonly string[];
      readonly iterable: Expression;
      readonly condition: Expression | undefined;
      readonly isRecursive: boolean;
    }
  | ({ readonly kind: "set" } & SetHead)
  | { readonly kind: "macro"; readonly name: string; readonly parameters: readonly Parameter[] };

type Token = Tag & Place;

const ends: ReadonlySet<Token["kind"]> = new Set<End>([
  "elif",
  "else",
  "endif",
  "endfor",
  "endset",
  "endmacro",
  "endfilter",
  "endgeneration",
]);

/** @throws Error with minja's message. */
export function parseTemplate(source: string): Node {
  const tokens = tokenize(source);
  const builder = new TreeBuilder(source, tokens);
  return builder.build();
}

function tokenize(source: string): readonly Token[] {
  const scanner = new Scanner(source);
  const tokens: Token[] = [];
  try {
    while (!scanner.isAtEnd) tokens.push(nextToken(scanner));
  } catch (error) {
    throw placed(error, source, scanner.position);
  }
  return tokens;
}

function nextToken(scanner: Scanner): Token {
  const { position } = scanner;
  const comment = scanner.groupsHere(/\{#([-~]?)([^]*?)([-~]?)#\}/y);
  if (comment !== undefined) return { kind: "comment", ...placeOf(position, comment[1], comment[3]) };
  const expressionOpen = scanner.groupsHere(/\{\{([-~])?/y);
  if (expressionOpen !== undefined) {
    const expression = parseExpression(scanner);
    const close = scanner.groups(/([-~])?\}\}/y);
    if (close === undefined) throw new Error("Expected closing expression tag");
    return { kind: "expression", expression, ...placeOf(position, expressionOpen[1], close[1]) };
  }
  const blockOpen = scanner.groupsHere(/\{%([-~])?[ \t-\r]*/y);
  if (blockOpen !== undefined) {
    const tag = parseBlock(scanner);
    const close = scanner.groups(/([-~])?%\}/y);
    if (close === undefined) throw new Error("Expected closing block tag");
    return { ...tag, ...placeOf(position, blockOpen[1], close[1]) };
  }
  const text = scanner.groupsHere(/(?:(?!\{[{%#])[^])+/y);
  if (text === undefined) throw new Error("Missing end of comment tag");
  return { kind: "text", text: text[0]!, ...placeOf(position) };
}

function placeOf(position: number, before?: string, after?: string): Place {
  return { position, stripsBefore: before === "-", stripsAfter: after === "-" };
}

function parseBlock(scanner: Scanner): Tag {
  const keyword = scanner.token(
    /(?:if|else|elif|endif|for|endfor|generation|endgeneration|set|endset|block|endblock|macro|endmacro|filter|endfilter|break|continue)\b/y,
  );
  switch (keyword) {
    case "if":
    case "elif":
    case "filter":
      return { kind: keyword, expression: parseExpression(scanner) };
    case "else":
    case "endif":
    case "endfor":
    case "generation":
    case "endgeneration":
    case "endset":
    case "endmacro":
    case "endfilter":
      return { kind: keyword };
    case "break":
    case "continue":
      return { kind: "break", jump: keyword };
    case "for":
      return parseFor(scanner);
    case "set":
      return { kind: "set", ...parseSet(scanner) };
    case "macro": {
      const name = parseIdentifier(scanner);
      if (name === undefined) throw new Error("Expected macro name in macro block");
      return { kind: "macro", name: name.name, parameters: parseParameters(scanner) };
    }
    case "":
      throw new Error("Expected block keyword");
    default:
      throw new Error(`Unexpected block: ${keyword}`);
  }
}

function parseFor(scanner: Scanner): Tag {
  const names = parseNames(scanner);
  if (scanner.token(/in\b/y) === "") throw new Error("Expected 'in' keyword in for block");
  const iterable = parseExpression(scanner, false);
  const condition = scanner.token(/if\b/y) === "" ? undefined : parseExpression(scanner);
  return { kind: "for", names, iterable, condition, isRecursive: scanner.token(/recursive\b/y) !== "" };
}

function parseSet(scanner: Scanner): SetHead {
  const member = scanner.groups(/(\w+)[ \t-\r]*\.[ \t-\r]*(\w+)/y);
  if (member !== undefined) {
    if (scanner.token("=") === "") throw new Error("Expected equals sign in set block");
    return { namespace: member[1], names: [member[2]!], value: parseExpression(scanner) };
  }
  const names = parseNames(scanner);
  const value = scanner.token("=") === "" ? undefined : parseExpression(scanner);
  return { namespace: undefined, names, value };
}

function parseNames(scanner: Scanner): readonly string[] {
  const names = scanner.token(/\w+(?:[ \t-\r]*,[ \t-\r]*\w+)*[ \t-\r]*/y);
  if (names === "") throw new Error("Expected variable names");
  return names.split(",").map((name) => name.trim());
}

/** Puts the nodes between a block's tags into the block. */
class TreeBuilder {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  build(): Node {
    const node = this.#buildBody();
    if (this.#peek !== undefined) throw this.#unlike("Unexpected", this.#peek);
    return node;
  }

  get #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  /** Reads up to a tag that ends a block or a part of one. */
  #buildBody(): Node {
    const children: Node[] = [];
    for (let token = this.#peek; token !== undefined && !ends.has(token.kind); token = this.#peek) {
      this.#next++;
      const child = this.#buildNode(token);
      if (child !== undefined) children.push(child);
    }
    if (children.length === 0) return { kind: "text", position: 0, text: "" };
    const [first] = children as [Node];
    return children.length === 1 ? first : { kind: "sequence", position: first.position, children };
  }

  #buildNode(token: Token): Node | undefined {
    const { position } = token;
    switch (token.kind) {
      case "text":
        return { kind: "text", position, text: this.#stripped(token.text) };
      case "expression":
        return { kind: "expression", position, expression: token.expression };
      case "break":
        return { kind: "break", position, jump: token.jump };
      case "if":
        return this.#buildIf(token, token.expression);
      case "for": {
        const { names, iterable, condition, isRecursive } = token;
        const body = this.#buildBody();
        const otherwise = this.#take("else") ? this.#buildBody() : undefined;
        this.#end(token, "endfor");
        return { kind: "for", position, names, iterable, condition, isRecursive, body, otherwise };
      }
      case "generation":
        return this.#buildUpTo(token, "endgeneration");
      case "set":
        return this.#buildSet(token);
      case "macro": {
        const { name, parameters } = token;
        return { kind: "macro", position, name, parameters, body: this.#buildUpTo(token, "endmacro") };
      }
      case "filter": {
        const filter = token.expression;
        return { kind: "filter", position, filter, body: this.#buildUpTo(token, "endfilter") };
      }
      case "comment":
      case "elif":
      case "else":
      case "endif":
      case "endfor":
      case "endset":
      case "endmacro":
      case "endfilter":
      case "endgeneration":
        return undefined;
    }
  }

  #buildIf(token: Token, condition: Expression): Node {
    const branches: [Expression | undefined, Node][] = [[condition, this.#buildBody()]];
    for (let next = this.#peek; next?.kind === "elif"; next = this.#peek) {
      this.#next++;
      branches.push([next.expression, this.#buildBody()]);
    }
    if (this.#take("else")) branches.push([undefined, this.#buildBody()]);
    this.#end(token, "endif");
    return { kind: "if", position: token.position, branches };
  }

  #buildSet(token: SetHead & Token): Node {
    const { position, namespace, names, value } = token;
    if (value !== undefined) return { kind: "set", position, namespace, names, value };
    const body = this.#buildUpTo(token, "endset");
    if (names.length !== 1) {
      throw new Error("Structural assignment not supported in set with template value");
    }
    return { kind: "set block", position, name: names[0]!, body };
  }

  #buildUpTo(token: Token, end: End): Node {
    const body = this.#buildBody();
    this.#end(token, end);
    return body;
  }

  #take(kind: End): boolean {
    if (this.#peek?.kind !== kind) return false;
    this.#next++;
    return true;
  }

  #end(token: Token, kind: End): void {
    if (!this.#take(kind)) throw this.#unlike("Unterminated", token);
  }

  /** The text of the last token, without the white space that its neighbours strip; the last line break goes too. */
  #stripped(text: string): string {
    const previous = this.#tokens[this.#next - 2];
    const next = this.#peek;
    let stripped = next?.stripsBefore ? withoutSpacesAtEnd(text) : text;
    if (previous?.stripsAfter) stripped = stripped.replace(/^[ \t-\r]+/, "");
    return next === undefined ? stripped.replace(/\r?\n$/, "") : stripped;
  }

  #unlike(what: string, token: Token): Error {
    return placed(new Error(`${what} ${token.kind}`), this.#source, token.position);
  }
}

/** A regular expression would retry at each space. */
function withoutSpacesAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && " \t\n\v\f\r".includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
