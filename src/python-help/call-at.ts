import type { SyntaxNode } from "@lezer/common";
import { SEARCH_OPTION_TYPES } from "#wrapper/search-option-types.ts";
import type { PythonSource } from "#wrapper/python-syntax.ts";
import type { PythonParameter, PythonSymbol } from "./api.ts";
import type { NamesInScope } from "./names-in-scope.ts";

/** A call of a known function, with the cursor among its arguments. */
export interface CallAt {
  readonly callee: PythonSymbol;
  readonly parameters: readonly PythonParameter[];
  /** Keywords that are already given. */
  readonly given: ReadonlySet<string>;
  /** Text of the argument before the cursor. */
  readonly argument: string;
  /** Its position among the arguments, from 0. */
  readonly place: number;
}

const SET_SEARCH_OPTIONS = "onnxruntime_genai.GeneratorParams.set_search_options";

/** The innermost call around an offset; null if its function is not known. */
export function callAt(source: PythonSource, names: NamesInScope, offset: number): CallAt | null {
  const list = argumentList(source.root, offset);
  const call = list?.parent;
  const callee = call?.firstChild && names.resolve(source.text(call.firstChild));
  if (!list || !call || !callee) return null;
  const commas = list.getChildren(",").filter(({ to }) => to <= offset);
  const start = commas.at(-1)?.to ?? list.from + 1;
  return {
    callee,
    parameters: parametersOf(callee),
    given: new Set(source.keywordArguments(call).keys()),
    argument: source.code.slice(start, offset).trimStart(),
    place: commas.length,
  };
}

/** The options by name, where native takes any keyword. */
function parametersOf(callee: PythonSymbol): readonly PythonParameter[] {
  if (callee.name !== SET_SEARCH_OPTIONS) return callee.parameters;
  return Object.keys(SEARCH_OPTION_TYPES).map((name) => ({ name }));
}

function argumentList(root: SyntaxNode, offset: number): SyntaxNode | null {
  for (let node: SyntaxNode | null = root.resolveInner(offset, -1); node; node = node.parent) {
    // After its closing parenthesis the cursor is outside.
    const isOpen = node.lastChild?.name !== ")" || offset < node.to;
    if (node.name === "ArgList" && offset > node.from && isOpen) return node;
  }
  return null;
}
