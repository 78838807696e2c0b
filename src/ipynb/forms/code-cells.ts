/** The Python of several cells, read as one text: imports, where names are set, the statements of each cell. Nothing is run. */
import type { SyntaxNode } from "@lezer/common";
import type { Cell } from "#cells/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import { PythonSource } from "#wrapper/python-syntax.ts";
import { type IpythonCell, readIpython } from "./ipython.ts";

/** A parsed code cell. `isValid` says whether it is Python, apart from IPython's syntax. */
export interface ReadCell {
  readonly ipython: IpythonCell;
  readonly isValid: boolean;
}

/** Nobody writes a longer cell by hand. */
const LONGEST_CODE = 100_000;

/** Python's limit on nested brackets (MAXLEVEL of its tokenizer). */
const DEEPEST = 200;

/** Lezer takes long over each error. */
const MOST_STRAYS = 100;

/** Cells are never mutated, so typing in one parses only that one again. */
const known = new WeakMap<Cell, ReadCell>();

export function readCodeCell(cell: CodeCell): ReadCell {
  const before = known.get(cell);
  if (before) return before;
  const isShort = cell.source.length <= LONGEST_CODE;
  const ipython = readIpython(isShort ? cell.source : "");
  const isPlausible = isShort && ipython.depth <= DEEPEST && ipython.strayCount <= MOST_STRAYS;
  const isValid = isPlausible && new PythonSource(ipython.python).firstErrorLine() === null;
  const read = { ipython, isValid };
  known.set(cell, read);
  return read;
}

export function isPythonCell(cell: Cell): cell is CodeCell {
  return cell.type === "code" && cell.kind === "python";
}

interface Part {
  readonly cell: CodeCell;
  readonly from: number;
  readonly to: number;
}

export class CodeCells {
  readonly source: PythonSource;
  readonly #parts: readonly Part[];
  readonly #imports: ReadonlyMap<string, string>;

  /** Cells that are not valid Python are left out. */
  constructor(cells: readonly Cell[]) {
    const parts: Part[] = [];
    let code = "";
    for (const cell of cells) {
      if (!isPythonCell(cell) || !readCodeCell(cell).isValid) continue;
      const from = code.length;
      code += `${readCodeCell(cell).ipython.python}\n`;
      parts.push({ cell, from, to: code.length });
    }
    this.source = new PythonSource(code);
    this.#parts = parts;
    this.#imports = importsOf(this.source);
  }

  /** The cell that contains a node. */
  cellOf(node: SyntaxNode): CodeCell | undefined {
    return this.#parts.find(({ from, to }) => node.from >= from && node.from < to)?.cell;
  }

  /** Its top-level statements. */
  statementsOf(cell: CodeCell): SyntaxNode[] {
    const part = this.#parts.find((each) => each.cell === cell);
    if (!part) return [];
    return this.statements().filter(({ from }) => from >= part.from && from < part.to);
  }

  statements(): SyntaxNode[] {
    return statementsIn(this.source.root);
  }

  /** A name with its import: `og.Model` is "onnxruntime_genai.Model". */
  qualified(node: SyntaxNode | null | undefined): string {
    if (!node) return "";
    const text = this.source.text(node).replaceAll(/\s/g, "");
    const [first = "", ...rest] = text.split(".");
    return [this.#imports.get(first) ?? first, ...rest].join(".");
  }

  calleeOf(call: SyntaxNode | null | undefined): string {
    return call?.name === "CallExpression" ? this.qualified(call.firstChild) : "";
  }

  /** The last `name = value` at the top level, or inside a `with` there; null if the name is not set in this way. */
  assignment(name: string): { readonly statement: SyntaxNode; readonly value: SyntaxNode } | null {
    const statement = this.statements()
      .flatMap((each) => (each.name === "WithStatement" ? bodyOf(each) : [each]))
      .findLast((each) => this.targetOf(each) === name);
    const value = statement?.lastChild;
    return statement && value ? { statement, value } : null;
  }

  /** The name in `name = value`, with or without a type; null for any other statement. */
  targetOf(statement: SyntaxNode): string | null {
    if (statement.name !== "AssignStatement" || statement.getChildren("AssignOp").length !== 1) return null;
    const [target, second] = [statement.firstChild, statement.firstChild?.nextSibling];
    const isPlain = second?.name === "AssignOp" || second?.name === "TypeDef";
    return target?.name === "VariableName" && isPlain ? this.source.text(target) : null;
  }

  /** A call's arguments: positional, by name, and whether some are unpacked (`*`, `**`). */
  argumentsOf(call: SyntaxNode): CallArguments {
    const list = call.getChild("ArgList");
    const positional: SyntaxNode[] = [];
    let isSpread = false;
    for (let node = list?.firstChild ?? null; node; node = node.nextSibling) {
      if (node.name === "*" || node.name === "**") isSpread = true;
      const [before, after] = [node.prevSibling?.name, node.nextSibling?.name];
      if (/^(?:[(),]|Comment|AssignOp|\*\*?)$/.test(node.name)) continue;
      if (after === "AssignOp" || before === "AssignOp") continue;
      positional.push(node);
    }
    return { positional, named: this.source.keywordArguments(call), isSpread };
  }
}

export interface CallArguments {
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
  readonly isSpread: boolean;
}

/** The statements of a file or of the block after a colon; `a; b` are two. */
function statementsIn(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === "StatementGroup") for (const inner of statementsIn(child)) found.push(inner);
    else if (!/^(?:Comment|[:;])$/.test(child.name)) found.push(child);
  }
  return found;
}

export function bodyOf(statement: SyntaxNode): SyntaxNode[] {
  const body = statement.getChild("Body");
  return body ? statementsIn(body) : [];
}

/** Every name that code uses or sets, except names of arguments and members. Includes IPython's own lines. */
export function namesIn(cell: CodeCell): ReadonlySet<string> {
  const { ipython, isValid } = readCodeCell(cell);
  // Code that cannot be parsed may use any name in it.
  if (!isValid) return new Set(cell.source.match(/\w+/g) ?? []);
  const source = new PythonSource(ipython.python);
  const names = source
    .find("VariableName")
    .filter((node) => !(node.parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp"))
    .map((node) => source.text(node));
  return new Set([...names, ...ipython.commands.flatMap((command) => command.match(/\w+/g) ?? [])]);
}

function importsOf(source: PythonSource): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of source.find("ImportStatement")) {
    const text = source.text(statement).replaceAll(/#.*|[()\\]/g, " ");
    const from = /^from\s+(\S+)\s+import\s+([\s\S]*)$/.exec(text);
    const names = (from?.[2] ?? text.replace(/^import\s+/, "")).split(",");
    for (const name of names) {
      const [, imported = "", as] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?\s*$/.exec(name) ?? [];
      if (imported === "") continue;
      if (from) found.set(as ?? imported, `${from[1]}.${imported}`);
      else if (as !== undefined) found.set(as, imported);
    }
  }
  return found;
}
