/** Cells below a log_model that only show the signature of the logged model, or only ask it. The page has typed cells for both. */
import { isRecord } from "#base/record.ts";
import type { SyntaxNode } from "@lezer/common";
import type { Cell } from "#cells/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import { CodeCells, isPythonCell, readCodeCell } from "./code-cells.ts";
import { Held, requireNames } from "./log-call.ts";
import type { TypedCell } from "./plan.ts";
import { namesSet } from "./plan-transformers.ts";

/**
 * @param info the variable with log_model's result.
 * @returns null for a cell that does more, or something else.
 */
export function askingCell(cells: readonly Cell[], cell: CodeCell, info: string): TypedCell | null {
  const { ipython, isValid } = readCodeCell(cell);
  if (!isValid || ipython.commands.length > 0) return null;
  const code = new CodeCells(cells.slice(0, cells.indexOf(cell) + 1).filter(isPythonCell));
  const statements = code.statementsOf(cell);
  return signatureCell(code, statements, info) ?? inferenceCell(cells, cell, code, statements, info);
}

function signatureCell(code: CodeCells, statements: readonly SyntaxNode[], info: string): TypedCell | null {
  const [only, ...more] = statements;
  if (only?.name !== "ExpressionStatement" || more.length > 0) return null;
  const shown = printed(code, only) ?? only.firstChild;
  const [, model = ""] = /^(\w+)(?:\.metadata)?\.signature$/.exec(shown ? code.source.text(shown) : "") ?? [];
  return model === info || isLoaded(code, model, info) ? { type: "signature" } : null;
}

function inferenceCell(
  cells: readonly Cell[],
  cell: CodeCell,
  code: CodeCells,
  statements: readonly SyntaxNode[],
  info: string,
): TypedCell | null {
  const predicts = code.source.calls("predict").filter((call) => code.cellOf(call) === cell);
  const [call] = predicts;
  if (!call || predicts.length > 1) return null;
  const model = /^(\w+)\.predict$/.exec(call.firstChild ? code.source.text(call.firstChild) : "")?.[1];
  const { positional, named, isSpread } = code.argumentsOf(call);
  const [input] = positional;
  if (
    model === undefined ||
    !isLoaded(code, model, info) ||
    !input ||
    positional.length > 1 ||
    named.size > 0 ||
    isSpread
  )
    return null;
  const value = code.source.literal(input);
  if (!isRecord(value)) return null;
  const allowed = new Set<string>([
    "mlflow",
    "loaded_model",
    "response",
    ...("messages" in value ? ["messages"] : []),
  ]);
  const held = new Set<number>();
  for (const node of code.source.find("VariableName", input).concat(input)) {
    const found = node.name === "VariableName" && code.assignment(code.source.text(node));
    if (found) held.add(found.statement.from);
  }
  let answer: string | null = null;
  const isAccounted = (statement: SyntaxNode): boolean => {
    if (statement.name === "ImportStatement" || held.has(statement.from)) return true;
    const target = code.targetOf(statement);
    if (target === model && isLoad(code, statement.lastChild, info)) return true;
    if (target !== null && isSame(statement.lastChild, call)) {
      answer = target;
      return true;
    }
    if (statement.name !== "ExpressionStatement") return false;
    const shown = printed(code, statement) ?? statement.firstChild;
    return (
      isSame(shown, call) || (shown !== null && shown !== undefined && code.source.text(shown) === answer)
    );
  };
  if (!statements.every(isAccounted)) return null;
  const gone = new Set<CodeCell>([cell]);
  const at = cells.indexOf(cell);
  try {
    requireNames(cells, gone, namesSet(code, gone), new Map([...allowed].map((name) => [name, at])));
  } catch {
    return null;
  }
  return { type: "inference", input: JSON.stringify(value, null, 2) };
}

/** The argument of `print(…)`. */
function printed(code: CodeCells, statement: SyntaxNode): SyntaxNode | null {
  const call = statement.firstChild;
  if (call?.name !== "CallExpression" || code.calleeOf(call) !== "print") return null;
  const { positional, named } = code.argumentsOf(call);
  return positional.length === 1 && named.size === 0 ? (positional[0] ?? null) : null;
}

function isLoaded(code: CodeCells, model: string, info: string): boolean {
  const found = code.assignment(model);
  return found !== null && isLoad(code, found.value, info);
}

/** `mlflow.pyfunc.load_model(info.model_uri)` */
function isLoad(code: CodeCells, call: SyntaxNode | null, info: string): boolean {
  if (!call || !/^mlflow\.(?:pyfunc|transformers)\.load_model$/.test(code.calleeOf(call))) return false;
  const { positional, named, isSpread } = code.argumentsOf(call);
  const uri = positional[0] ?? named.get("model_uri");
  return (
    !isSpread &&
    positional.length + named.size === 1 &&
    uri !== undefined &&
    code.source.text(new Held(code).resolved(uri)) === `${info}.model_uri`
  );
}

function isSame(node: SyntaxNode | null | undefined, other: SyntaxNode): boolean {
  return node?.from === other.from && node.to === other.to;
}
