/** The module for an artifact: the wrapper's class and what it needs, without the call that logs it. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { SyntaxNode } from "@lezer/common";
import { namesOfPython } from "./python-names.ts";
import { PythonSource, requireValidPython } from "./python-syntax.ts";

const KEPT_ANYWHERE = new Set([
  "ImportStatement",
  "ClassDefinition",
  "FunctionDefinition",
  "DecoratedStatement",
]);
/** Calls that log the model or use it: what a notebook does with the class, and no part of it. */
const LOGS =
  /^((mlflow|mlflow\.\w+)\.(set|log|start|end|create|register|active|autolog|login|search|load)\w*|(.*\.)?(log_model|save_model|start_run|set_model|set_experiment|set_tracking_uri|register_model|load_model|MlflowClient))$/;
const SHOWS = /^(print|display)$/;

/**
 * Keeps imports, classes and functions; the statements before the class; and of those after it what sets a name that these read. What
 * logs or prints is left out. All stay in order and with their comments.
 * @param className of a class, or of a function that log_model gets instead.
 * @throws AppError "invalid-wrapper" if the code does not have the class.
 */
export function classModule(code: string, className: string): string {
  const source = new PythonSource(code);
  requireValidPython(source);
  const statements = [];
  for (let node = source.root.firstChild; node; node = node.nextSibling) statements.push(node);
  const classAt = statements.findIndex((node) => {
    const definition = node.name === "DecoratedStatement" ? node.lastChild : node;
    const isOne = definition?.name === "ClassDefinition" || definition?.name === "FunctionDefinition";
    const name = isOne ? definition.getChild("VariableName") : null;
    return name !== null && name !== undefined && source.text(name) === className;
  });
  if (classAt < 0) {
    throw new AppError(
      "invalid-wrapper",
      message`The code should define the class ${className}, which log_model is given; it does not. Add the class, or discard the edits.`,
    );
  }
  const kept = keptOf(source, statements, classAt);
  let module = "";
  for (const node of kept) {
    const isDefinition = KEPT_ANYWHERE.has(node.name) && node.name !== "ImportStatement";
    if (module !== "" && isDefinition) module += "\n\n";
    module += `${source.text(node).trimEnd()}\n`;
  }
  return module;
}

function keptOf(source: PythonSource, statements: readonly SyntaxNode[], classAt: number): SyntaxNode[] {
  const kept = new Set<SyntaxNode>();
  const rest: SyntaxNode[] = [];
  /** What only the notebook sets. */
  const left = new Set<string>();
  for (const [at, node] of statements.entries()) {
    if (KEPT_ANYWHERE.has(node.name)) {
      kept.add(node);
      continue;
    }
    const { reads, writes } = namesOfPython(source.text(node));
    if (isNotebooksOwn(source, node) || [...reads].some((name) => left.has(name)))
      for (const name of writes) left.add(name);
    else if (at < classAt && node.name !== "Comment") kept.add(node);
    else if (node.name !== "Comment") rest.push(node);
  }
  const needed = new Set<string>();
  const need = (node: SyntaxNode): void => {
    const { reads, writes } = namesOfPython(source.text(node));
    for (const name of KEPT_ANYWHERE.has(node.name) ? [...reads, ...writes] : reads) needed.add(name);
  };
  for (const node of kept) need(node);
  for (let found: SyntaxNode | undefined; ; kept.add(found)) {
    found = rest.find((node) => {
      const { writes } = namesOfPython(source.text(node));
      return !kept.has(node) && [...writes].some((name) => needed.has(name));
    });
    if (found === undefined) return statements.filter((node) => kept.has(node));
    need(found);
  }
}

/** @param node a statement. */
function isNotebooksOwn(source: PythonSource, node: SyntaxNode): boolean {
  const callees = source.find("CallExpression", node).map(({ firstChild }) => firstChild);
  const logs = callees.some((callee) => callee !== null && LOGS.test(source.text(callee)));
  const [outer] = callees;
  return logs || (node.name === "ExpressionStatement" && !!outer && SHOWS.test(source.text(outer)));
}

/**
 * The class's module for models from code: its last line tells MLflow which model to use.
 * @param object the Python that creates it.
 */
export function modelCode(code: string, className: string, object = `${className}()`): string {
  return `${moduleOf(code, className, object)}\n\nfrom mlflow.models import set_model\n\nset_model(${object})\n`;
}

/** The module that creates the object. @throws AppError as `classModule`. */
export function moduleOf(code: string, className: string, object: string): string {
  return classModule(code, /^\w+$/.test(object) ? object : className);
}

export const NEW_MODEL = "_new_model";

/** The class's module with a function that creates the model's object, for a pickle to name. */
export function factoryModule(code: string, className: string, object: string): string {
  const made = /^\w+$/.test(object) ? functionModel(object) : `    return ${object}\n`;
  return `${moduleOf(code, className, object)}\n\ndef ${NEW_MODEL}():\n${made}`;
}

/** A name can be a function's, which MLflow pickles in a class of its own. */
function functionModel(name: string): string {
  return `    from mlflow.pyfunc.model import PythonModel, _FunctionPythonModel

    return ${name} if isinstance(${name}, PythonModel) else _FunctionPythonModel(${name})
`;
}

/** Phi3Model -> phi3_model */
export function moduleName(className: string): string {
  return className.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
