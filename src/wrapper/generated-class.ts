/** Whether edited Python still defines the form's class, and nothing that would change what it does. */
import type { SyntaxNode } from "@lezer/common";
import { generateCode } from "./generate-code.ts";
import { PythonSource } from "./python-syntax.ts";
import type { PyfuncWrapper } from "./wrapper.ts";

/** Imports that the generated class needs, or that do not change it. */
const IMPORTS = new Set([
  "import mlflow",
  "import onnxruntime_genai as og",
  "from mlflow . models import infer_signature",
  "from mlflow . models import set_model",
]);
const NEEDED = ["import mlflow", "import onnxruntime_genai as og"];
/** Statements beside the class in the generated code, and the end of models from code. */
const BESIDE = /^(input_example =|with mlflow \. start_run|mlflow \. models \. set_model|set_model) /;

/**
 * @param form the form that the code was read into.
 * @returns true for code that differs from the form's only in comments, spacing and log_model's arguments.
 */
export function definesGeneratedClass(code: string, form: PyfuncWrapper): boolean {
  const own = statementsOf(code);
  const imports = own.filter((text) => /^(import|from) /.test(text));
  return (
    String(definitionsIn(own)) === String(definitionsIn(statementsOf(generateCode(form)))) &&
    imports.every((text) => IMPORTS.has(text)) &&
    NEEDED.every((text) => imports.includes(text))
  );
}

/** The class and what belongs to it. */
function definitionsIn(statements: readonly string[]): readonly string[] {
  return statements.filter((text) => !/^(import|from) /.test(text) && !BESIDE.test(text));
}

/** Each statement of the module as its tokens. */
function statementsOf(code: string): readonly string[] {
  const source = new PythonSource(code);
  const found: string[] = [];
  for (let node = source.root.firstChild; node; node = node.nextSibling)
    if (node.name !== "Comment") found.push(tokensOf(source, node).join(" "));
  return found;
}

function tokensOf(source: PythonSource, node: SyntaxNode): readonly string[] {
  const tokens: string[] = [];
  let depth = 0;
  node.cursor().iterate(
    (each) => {
      const { firstChild } = each.node;
      if (each.name === "Comment") return false;
      // Blocks are marked by indentation, which is not a token.
      if (each.name === "Body") tokens.push(`{${(depth += 1)}`);
      if (firstChild === null && each.from < each.to) tokens.push(source.text(each.node));
      return true;
    },
    (each) => {
      if (each.name === "Body") tokens.push(`}${depth--}`);
    },
  );
  return tokens;
}
