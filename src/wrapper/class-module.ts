/** The module for an artifact: the wrapper's class and what it needs, without the call that logs it. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { PythonSource, requireValidPython } from "./python-syntax.ts";

const KEPT_ANYWHERE = new Set([
  "ImportStatement",
  "ClassDefinition",
  "FunctionDefinition",
  "DecoratedStatement",
]);

/**
 * Keeps imports, classes and functions, and the assignments before the class, in order and with their comments.
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
  const kept = statements.filter(
    (node, at) => KEPT_ANYWHERE.has(node.name) || (node.name === "AssignStatement" && at < classAt),
  );
  let module = "";
  for (const node of kept) {
    const isDefinition = node.name !== "ImportStatement" && node.name !== "AssignStatement";
    if (module !== "" && isDefinition) module += "\n\n";
    module += `${source.text(node).trimEnd()}\n`;
  }
  return module;
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
