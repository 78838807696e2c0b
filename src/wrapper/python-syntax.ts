/** Reads Python with Lezer's grammar, as far as wrapper code needs. */
import { simpleEscape } from "#python-values/simple-escapes.ts";
import type { SyntaxNode } from "@lezer/common";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { parsePython } from "./parse-python.ts";
import type { PythonValue } from "./python-literal.ts";

export class PythonSource {
  readonly code: string;
  readonly root: SyntaxNode;

  constructor(code: string) {
    this.code = code;
    this.root = parsePython(code);
  }

  text(node: SyntaxNode): string {
    return this.code.slice(node.from, node.to);
  }

  /** 1-based. */
  line(at: number): number {
    return this.code.slice(0, at).split("\n").length;
  }

  /** Line of the first place that is not valid Python, or null. */
  firstErrorLine(): number | null {
    let line: number | null = null;
    this.root.cursor().iterate((node) => {
      if (node.type.isError && line === null) line = this.line(node.from);
    });
    return line;
  }

  /** All nodes of a type, in order. */
  find(type: string, within: SyntaxNode = this.root): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    within.cursor().iterate((node) => {
      if (node.name === type) found.push(node.node);
    });
    return found;
  }

  /** `name = value` anywhere, or `self.name = value` for such a name; the last one wins. */
  assigned(name: string): SyntaxNode | null {
    for (const statement of this.find("AssignStatement").toReversed()) {
      const target = statement.firstChild;
      const isName = target?.name === "VariableName" || target?.name === "MemberExpression";
      if (isName && this.text(target) === name) return statement.lastChild;
    }
    return null;
  }

  /** Keyword arguments of a call. */
  keywordArguments(call: SyntaxNode): Map<string, SyntaxNode> {
    const list = call.getChild("ArgList");
    const found = new Map<string, SyntaxNode>();
    for (let node = list?.firstChild ?? null; node; node = node.nextSibling) {
      if (node.name !== "VariableName" || node.nextSibling?.name !== "AssignOp") continue;
      const value = node.nextSibling.nextSibling;
      if (value) found.set(this.text(node), value);
    }
    return found;
  }

  /** The `**options` of a call. */
  spreadArgument(call: SyntaxNode): SyntaxNode | undefined {
    return call.getChild("ArgList")?.getChild("**")?.nextSibling ?? undefined;
  }

  /** The entries of a dict that have texts as keys. */
  entries(dict: SyntaxNode): Map<string, SyntaxNode> {
    const found = new Map<string, SyntaxNode>();
    for (const colon of dict.getChildren(":")) {
      const key = this.literal(colon.prevSibling);
      if (typeof key === "string" && colon.nextSibling) found.set(key, colon.nextSibling);
    }
    return found;
  }

  /** Calls of `name`, or of something that ends in `.name`. */
  calls(name: string): SyntaxNode[] {
    return this.find("CallExpression").filter((call) => {
      const callee = call.firstChild;
      return callee !== null && (this.text(callee) === name || this.text(callee).endsWith(`.${name}`));
    });
  }

  /**
   * Value of a literal; a variable stands for its value.
   * @returns undefined for anything that has to be run to know.
   */
  literal(node: SyntaxNode | null | undefined, depth = 0): PythonValue | undefined {
    if (!node || depth > MOST_INDIRECTIONS) return undefined;
    switch (node.name) {
      case "String":
        return parseString(this.text(node));
      case "ContinuedString":
        return joinStrings(children(node).map((part) => this.literal(part)));
      case "Number":
        return parseNumber(this.text(node));
      case "Boolean":
        return this.text(node) === "True";
      case "None":
        return null;
      case "UnaryExpression": {
        const operand = this.literal(node.lastChild);
        return this.text(node).startsWith("-") && typeof operand === "number" ? -operand : undefined;
      }
      case "ParenthesizedExpression":
        return this.literal(children(node)[0], depth + 1);
      case "VariableName":
      case "MemberExpression":
        return this.literal(this.assigned(this.text(node)), depth + 1);
      case "ArrayExpression":
      case "TupleExpression":
        return allKnown(children(node).map((item) => this.literal(item, depth)));
      case "DictionaryExpression":
        return this.#dictionary(node, depth);
      default:
        return undefined;
    }
  }

  #dictionary(node: SyntaxNode, depth: number): PythonValue | undefined {
    const parts = children(node);
    const result = new Map<string, PythonValue>();
    for (let i = 0; i + 1 < parts.length; i += 2) {
      const key = this.literal(parts[i]);
      const value = this.literal(parts[i + 1], depth);
      if (typeof key !== "string" || value === undefined) return undefined;
      result.set(key, value);
    }
    return parts.length % 2 === 0 ? Object.fromEntries(result) : undefined;
  }
}

/** A variable can refer to a variable; a longer chain is a circle. */
const MOST_INDIRECTIONS = 8;
const PUNCTUATION = new Set(["(", ")", "[", "]", "{", "}", ",", ":", "Comment"]);

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!PUNCTUATION.has(child.name)) found.push(child);
  }
  return found;
}

function allKnown(values: readonly (PythonValue | undefined)[]): PythonValue[] | undefined {
  return values.every((value) => value !== undefined) ? [...values] : undefined;
}

function joinStrings(values: readonly (PythonValue | undefined)[]): string | undefined {
  return values.every((value) => typeof value === "string") ? values.join("") : undefined;
}

function parseNumber(text: string): number | undefined {
  const value = Number(text.replaceAll("_", ""));
  return Number.isNaN(value) ? undefined : value;
}

/** @returns undefined for bytes and f-strings, which are not plain text. */
function parseString(source: string): string | undefined {
  const match = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(source);
  if (!match) return undefined;
  const [, prefix = "", , body = ""] = match;
  if (/[bf]/i.test(prefix)) return undefined;
  if (/r/i.test(prefix)) return body;
  return body.replaceAll(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, x: string, u: string, long: string, octal: string, simple: string) => {
      const code = x ?? u ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return simpleEscape(simple) ?? whole;
    },
  );
}

/** @throws AppError "invalid-wrapper" naming the line, unless the code parses. */
export function requireValidPython(source: PythonSource): void {
  const line = source.firstErrorLine();
  if (line === null) return;
  throw new AppError(
    "invalid-wrapper",
    message`Line ${line} of the code is not valid Python. Correct it, or discard your edits to get the generated code back.`,
    { details: { line } },
  );
}
