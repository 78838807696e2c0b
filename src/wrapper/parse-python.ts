import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";

/** Valid code takes one for four characters, and damaged code one for each. */
const MOST_STEPS = 50_000;

/**
 * The tree of Lezer's grammar for a text, with errors. A text that takes too many steps is a single error, and so is one for which Lezer
 * builds a tree that cannot be walked (@lezer/common 1.5.5, for some damaged texts).
 */
export function parsePython(code: string): SyntaxNode {
  const parse = parser.startParse(code);
  let tree = parse.advance();
  for (let steps = 1; tree === null; steps += 1) {
    if (steps > MOST_STEPS) return parser.parse("?").topNode;
    tree = parse.advance();
  }
  try {
    tree.iterate({ enter: () => undefined });
    return tree.topNode;
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return parser.parse("?").topNode;
  }
}
