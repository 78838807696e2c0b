import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";

/**
 * The tree of Lezer's grammar for a text, with errors. For some damaged texts Lezer builds a tree that cannot be walked (@lezer/common
 * 1.5.5): such a text is a single error.
 */
export function parsePython(code: string): SyntaxNode {
  const tree = parser.parse(code);
  try {
    tree.iterate({ enter: () => undefined });
    return tree.topNode;
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return parser.parse("?").topNode;
  }
}
