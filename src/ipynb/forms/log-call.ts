/** A cell's call that logs a model, and which parts of the code a form would hold. */
import type { SyntaxNode } from "@lezer/common";
import { message, type Message } from "#base/message.ts";
import type { Cell } from "#cells/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import type { PythonValue } from "#wrapper/python-literal.ts";
import { bodyOf, type CodeCells, namesIn, readCodeCell } from "./code-cells.ts";

/** Why a cell stays code. */
export class NoForm extends Error {
  readonly why: Message;

  constructor(why: Message) {
    super("No form");
    this.why = why;
  }
}

/** `mlflow.<flavor>.<method>(…)` */
export interface LogCall {
  readonly call: SyntaxNode;
  readonly flavor: string;
  readonly method: "log_model" | "save_model";
}

const LOGGING = /^mlflow\.(\w+)\.(log_model|save_model)$/;

export function logCallsIn(code: CodeCells, cell: CodeCell): LogCall[] {
  return code.source
    .calls("log_model")
    .concat(code.source.calls("save_model"))
    .flatMap((call): LogCall[] => {
      if (code.cellOf(call) !== cell) return [];
      const [, flavor, method] = LOGGING.exec(code.calleeOf(call)) ?? [];
      return flavor === undefined ? [] : [{ call, flavor, method: method as LogCall["method"] }];
    });
}

/** Statements that a form holds, and the arguments that were read. */
export class Held {
  readonly code: CodeCells;
  readonly #statements = new Set<number>();

  constructor(code: CodeCells) {
    this.code = code;
  }

  add(statement: SyntaxNode): void {
    this.#statements.add(statement.from);
  }

  /** The value that a name was set to (its statement is then held by the form); any other node itself. */
  resolved(node: SyntaxNode): SyntaxNode {
    if (node.name !== "VariableName") return node;
    const found = this.code.assignment(this.code.source.text(node));
    if (!found) return node;
    this.add(found.statement);
    return found.value;
  }

  /** @throws NoForm if the code would have to run to know it. */
  literal(node: SyntaxNode, what: string): PythonValue {
    const value = this.code.source.literal(this.resolved(node));
    if (value !== undefined) return value;
    throw new NoForm(message`The page cannot tell what ${what} is without running the code.`);
  }

  /** @throws NoForm naming the first other thing that the cell does. */
  requireAll(cell: CodeCell): void {
    const [command] = readCodeCell(cell).ipython.commands;
    if (command !== undefined) throw noPlaceFor(command);
    const other = this.code.statementsOf(cell).find((statement) => !this.#holds(statement));
    if (other) throw noPlaceFor(this.code.source.text(other));
  }

  #holds(statement: SyntaxNode): boolean {
    if (statement.name === "ImportStatement") return true;
    if (statement.name === "WithStatement") {
      const calls = statement.getChildren("CallExpression");
      const [run] = calls;
      const isPlain =
        run !== undefined &&
        calls.length === 1 &&
        this.code.calleeOf(run) === "mlflow.start_run" &&
        this.code.source.text(run).replaceAll(/\s/g, "").endsWith("()");
      return isPlain && bodyOf(statement).every((each) => this.#holds(each));
    }
    return this.#statements.has(statement.from);
  }
}

/** @throws NoForm if a call has more arguments than the form knows. @returns its arguments by name. */
export function knownArguments(
  code: CodeCells,
  call: SyntaxNode,
  /** Names of the arguments that can be positional. */
  places: readonly string[],
  names: readonly string[],
): Map<string, SyntaxNode> {
  const { positional, named, isSpread } = code.argumentsOf(call);
  if (isSpread)
    throw new NoForm(
      message`The arguments of ${code.calleeOf(call)} are set elsewhere and unpacked with ** or *.`,
    );
  if (positional.length > places.length)
    throw new NoForm(message`${code.calleeOf(call)} has more positional arguments than the form supports.`);
  const given = new Map([...positional.map((node, at) => [places[at] ?? "", node] as const), ...named]);
  const unknown = [...given.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new NoForm(message`The form has no field for ${unknown.join(", ")}.`);
  return given;
}

/**
 * Checks that remaining code finds the names that it uses.
 * @param gone cells that become forms.
 * @param given names that the forms' Python sets, and the cell from which they exist.
 * @throws NoForm naming one that would be missing.
 */
export function requireNames(
  cells: readonly Cell[],
  gone: ReadonlySet<Cell>,
  set: ReadonlySet<string>,
  given: ReadonlyMap<string, number>,
): void {
  const first = cells.findIndex((cell) => gone.has(cell));
  const elsewhere = new Set<string>();
  cells.forEach((cell, at) => {
    if (gone.has(cell) || cell.type !== "code" || cell.kind !== "python") return;
    const names = namesIn(cell);
    if (at > first) {
      const missing = [...set].find(
        (name) =>
          names.has(name) && !elsewhere.has(name) && (given.get(name) ?? Number.POSITIVE_INFINITY) > at,
      );
      if (missing !== undefined)
        throw new NoForm(message`Another cell uses ${missing}, which the form's Python does not set.`);
    }
    for (const name of setIn(cell)) elsewhere.add(name);
  });
}

/** Names that a cell imports: any cell may do it. */
function setIn(cell: CodeCell): string[] {
  return (
    readCodeCell(cell)
      .ipython.python.match(/^(?:import|from) .*$/gm)
      ?.flatMap((line) => line.match(/\w+/g) ?? []) ?? []
  );
}

function noPlaceFor(code: string): NoForm {
  const [first = "", second] = code.split("\n");
  return new NoForm(
    message`The cell also has “${second === undefined ? first : `${first} …`}”, which the form cannot hold.`,
  );
}
