import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";

/** Valid code takes one for four characters, and damaged code one for each. */
const MOST_STEPS = 50_000;

/** CPython's own limit (MAXLEVEL of Parser/lexer/state.h). Lezer takes ever longer to go on after an error that stands deeper. */
const DEEPEST_BRACKETS = 200;
/** Closing brackets that close nothing, or another one. Python refuses the first; Lezer takes long to go on after each. */
const MOST_STRAYS = 100;
const OPENING: ReadonlyMap<string, string> = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);
const BRACKETS_AND_TEXTS =
  /#.*|("""|''')[^]*?(?:\1|$)|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|[([{]|[)\]}]/g;

/** A text is often asked about by several in turn. */
let last: { readonly code: string; readonly tree: Tree } | null = null;

/**
 * The tree of Lezer's grammar for a text, with errors. A text that takes too many steps is a single error, and so is one whose brackets
 * nest deeper than Python allows or do not match again and again, or for which Lezer builds a tree that cannot be walked (@lezer/common 1.5.5, for some damaged texts).
 */
export function parsePython(code: string): SyntaxNode {
  if (last?.code !== code) last = { code, tree: treeOf(code) };
  return last.tree.topNode;
}

function treeOf(code: string): Tree {
  if (hasBrokenBrackets(code)) return parser.parse("?");
  const parse = parser.startParse(code);
  let tree = parse.advance();
  for (let steps = 1; tree === null; steps += 1) {
    if (steps > MOST_STEPS) return parser.parse("?");
    tree = parse.advance();
  }
  try {
    tree.iterate({ enter: () => undefined });
    return tree;
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return parser.parse("?");
  }
}

function hasBrokenBrackets(code: string): boolean {
  const open: string[] = [];
  let strays = 0;
  for (const [found] of code.matchAll(BRACKETS_AND_TEXTS)) {
    if ("([{".includes(found)) open.push(found);
    else if (")]}".includes(found)) {
      if (open.at(-1) === OPENING.get(found)) open.pop();
      else strays += 1;
    }
    if (open.length > DEEPEST_BRACKETS || strays > MOST_STRAYS) return true;
  }
  return false;
}
