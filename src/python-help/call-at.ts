import type { SyntaxNode } from "@lezer/common";
import { SEARCH_OPTION_TYPES } from "#wrapper/search-option-types.ts";
import type { PythonSource } from "#wrapper/python-syntax.ts";
import type { PythonParameter, PythonSymbol } from "./api.ts";
import type { NamesInScope } from "./names-in-scope.ts";

/** A call of a known function, with the cursor among its arguments. */
export interface CallAt {
  readonly callee: PythonSymbol;
  readonly parameters: readonly PythonParameter[];
  /** Keywords that are given already. */
  readonly given: ReadonlySet<string>;
  /** Text of the argument before the cursor. */
  readonly argument: string;
  /** Its place among the arguments, from 0. */
  readonly place: number;
}

const SET_SEARCH_OPTIONS = "onnxruntime_genai.GeneratorParams.set_search_options";

/** The innermost call round an offset; null where its function is not known. */
export function callAt(source: PythonSource, names: NamesInScope, offset: number): CallAt | null {
  const list = argumentList(source.root, offset);
  const call = list?.parent;
  const callee = call?.firstChild && names.resolve(source.text(call.firstChild));
  if (!list || !call || !callee) return null;
  const before = source.code.slice(list.from + 1, offset);
  const parts = topLevelParts(before);
  return {
    callee,
    parameters: parametersOf(callee),
    given: new Set(source.keywordArguments(call).keys()),
    argument: parts.at(-1)!.trimStart(),
    place: parts.length - 1,
  };
}

/** The options by name, where native takes any keyword. */
function parametersOf(callee: PythonSymbol): readonly PythonParameter[] {
  if (callee.name !== SET_SEARCH_OPTIONS) return callee.parameters;
  return Object.keys(SEARCH_OPTION_TYPES).map((name) => ({ name }));
}

function argumentList(root: SyntaxNode, offset: number): SyntaxNode | null {
  for (let node: SyntaxNode | null = root.resolveInner(offset, -1); node; node = node.parent) {
    // Behind its closing parenthesis the cursor is not in it any more.
    const isOpen = node.lastChild?.name !== ")" || offset < node.to;
    if (node.name === "ArgList" && offset > node.from && isOpen) return node;
  }
  return null;
}

/** The text cut at the commas that stand in no bracket and no string. */
function topLevelParts(text: string): string[] {
  const parts = [""];
  let depth = 0;
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== null) {
      if (character === quote && text[at - 1] !== "\\") quote = null;
    } else if (character === '"' || character === "'") quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "," && depth === 0) {
      parts.push("");
      continue;
    }
    parts[parts.length - 1] += character;
  }
  return parts;
}
