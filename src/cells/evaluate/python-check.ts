/** A check in Python: an expression over `answer` and `row`, or a function of both. */
import type { SyntaxNode } from "@lezer/common";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { PythonSource } from "#wrapper/python-syntax.ts";

/** Modules that a check can use without importing them: the saved notebook's cell imports them. */
export const CHECK_IMPORTS = "import json\nimport re";

/**
 * Statements that set `name` to the check's function, in the saved notebook and in the page.
 * @throws AppError "invalid-input" for anything else.
 */
export function pythonCheck(name: string, code: string): string {
  const source = new PythonSource(code);
  const line = source.firstErrorLine();
  if (line !== null)
    throw new AppError(
      "invalid-input",
      message`The check ${name} is not valid Python: line ${line} cannot be read.`,
    );
  const { root } = source;
  if (isExpression(root)) return `${name} = lambda answer, row: (\n${code.trim()}\n)\n`;
  const made = root.getChildren("FunctionDefinition").at(-1)?.getChild("VariableName");
  if (!made) {
    throw new AppError(
      "invalid-input",
      message`The check ${name} should be one expression, such as ${'row["expected"] in answer'}, or define a function of answer and row.`,
    );
  }
  const own = source.text(made);
  return `${code.trimEnd()}\n${own === name ? "" : `\n\n${name} = ${own}\n`}`;
}

/** A single one, with or without comments. */
function isExpression(root: SyntaxNode): boolean {
  const kinds: string[] = [];
  for (let node = root.firstChild; node; node = node.nextSibling)
    if (node.name !== "Comment") kinds.push(node.name);
  return kinds.length === 1 && kinds[0] === "ExpressionStatement";
}
