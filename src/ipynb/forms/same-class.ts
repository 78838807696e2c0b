/** Whether a person's class does what the page's does, whatever its names and formatting. */
import type { SyntaxNode } from "@lezer/common";
import { generateCode } from "#wrapper/generate-code.ts";
import { PythonSource } from "#wrapper/python-syntax.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import { VERSION_PROFILES } from "#wrapper/version-profile.ts";

/** @param module the class's name for onnxruntime_genai. */
export function isGeneratedClass(
  source: PythonSource,
  node: SyntaxNode,
  module: string,
  form: PyfuncWrapper,
): boolean {
  const own = shapeOf(source, node, module);
  return VERSION_PROFILES.some((profile) => {
    const generated = new PythonSource(generateCode({ ...form, profile }));
    const [definition] = generated.find("ClassDefinition");
    return definition !== undefined && shapeOf(generated, definition, "og") === own;
  });
}

/** Pickling does not affect what the model answers. */
const LEFT_OUT = "__getstate__";

/**
 * The class's tokens, without comments and trailing commas; names that the class defines are numbered. The form compares the options'
 * values.
 */
function shapeOf(source: PythonSource, node: SyntaxNode, module: string): string {
  const numbers = new Map<string, number>();
  const tokens: string[] = [];
  const own = namesSetIn(source, node);
  const walk = (each: SyntaxNode): void => {
    if (each.name === "Comment" || each.name === "TypeDef") return;
    if (each.name === "FunctionDefinition" && nameOf(source, each) === LEFT_OUT) return;
    if (each.name === "ExpressionStatement" && each.firstChild?.name === "String") return;
    if (each.name === "ParamList") {
      tokens.push("(");
      requiredParameters(each).forEach(walk);
      tokens.push(")");
      return;
    }
    if (each.firstChild) {
      for (let child: SyntaxNode | null = each.firstChild; child; child = child.nextSibling) walk(child);
      return;
    }
    const text = source.text(each);
    if (text === "") return;
    if (each.name === "String") tokens.push(JSON.stringify(source.literal(each) ?? text));
    else if (text === module) tokens.push("og");
    else if (own.has(keyOf(each, text))) {
      const key = keyOf(each, text);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      tokens.push(`$${number}`);
    } else tokens.push(text);
  };
  walk(node);
  return tokens
    .join(" ")
    .replaceAll(/ , ([)\]}])/g, " $1")
    .replace(/^class \S+ \([^)]*\)/, "class");
}

/** An attribute and a variable of the same name are two names. */
function keyOf(node: SyntaxNode, name: string): string {
  return node.name === "PropertyName" ? `.${name}` : name;
}

/** Parameters without a default: `params=None` does not matter. */
function requiredParameters(list: SyntaxNode): SyntaxNode[] {
  return list.getChildren("VariableName").filter((node) => {
    const next = node.nextSibling?.name === "TypeDef" ? node.nextSibling.nextSibling : node.nextSibling;
    return next?.name !== "AssignOp" && node.prevSibling?.name !== "AssignOp";
  });
}

/** The names set in it: attributes of self, and local names. */
function namesSetIn(source: PythonSource, node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  for (const statement of source.find("AssignStatement", node)) {
    const target = statement.firstChild;
    if (target?.name === "VariableName") names.add(source.text(target));
    if (target?.name === "MemberExpression" && /^self\.\w+$/.test(source.text(target)))
      names.add(`.${source.text(target).slice("self.".length)}`);
  }
  for (const list of source.find("ParamList", node))
    for (const parameter of list.getChildren("VariableName")) names.add(source.text(parameter));
  return names;
}

function nameOf(source: PythonSource, definition: SyntaxNode): string {
  const name = definition.getChild("VariableName");
  return name ? source.text(name) : "";
}
