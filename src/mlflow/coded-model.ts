/** What edited Python passes to log_model, read without running it if its values are literals. */
import type { SyntaxNode } from "@lezer/common";
import { pythonJson } from "#python-values/python-json.ts";
import { isDict, type PythonValue } from "#python-values/python-value.ts";
import { definesGeneratedClass } from "#wrapper/generated-class.ts";
import { inputFormOf, inputOf } from "#wrapper/input-form.ts";
import { interfaceOf } from "#wrapper/pyfunc-kinds.ts";
import { PythonSource } from "#wrapper/python-syntax.ts";
import type { CodedModel, PyfuncWrapper } from "#wrapper/wrapper.ts";
import { inferSignature } from "./infer-signature.ts";
import { MlflowError } from "./mlflow-error.ts";
import { signatureOf } from "./model-signature.ts";
import { rulesOf } from "./rules-of-profile.ts";
import { signatureToJson } from "./signature-print.ts";

/** The facts found by running the code. */
export type LoggedFacts = Pick<CodedModel, "signature" | "isOfTypeHints" | "inputExample" | "modelConfig">;

/** @returns null if the code has to be run to know. */
export function readLoggedFacts(code: string, form: PyfuncWrapper): LoggedFacts | null {
  const source = new PythonSource(code);
  const call = source.calls("log_model").at(-1);
  if (!call) return factsOfForm(form);
  const given = source.keywordArguments(call);
  if (interfaceOf(form) !== null) return readOwnInterface(source, given, form);
  if (hasTypeHints(source)) return null;
  const example = valueOf(source, given.get("input_example"));
  const config = valueOf(source, given.get("model_config"));
  const signature = signatureIn(source, given.get("signature"), form);
  // With an example but no signature, MLflow asks the model for one.
  const asksModel = signature === null && example !== null;
  if (example === undefined || signature === undefined || asksModel) return null;
  if (config === undefined || !(config === null || isDict(config))) return null;
  return {
    signature,
    isOfTypeHints: false,
    inputExample: example === null ? null : { kind: "value", data: pythonJson(example), params: null },
    modelConfig: config === null ? null : pythonJson(config),
  };
}

/** MLflow sets the signature, and takes an example of its own where it is given none. */
function readOwnInterface(
  source: PythonSource,
  given: ReadonlyMap<string, SyntaxNode>,
  form: PyfuncWrapper,
): LoggedFacts | null {
  const example = valueOf(source, given.get("input_example"));
  const config = valueOf(source, given.get("model_config"));
  if (given.has("signature") || example === undefined || example === null) return null;
  if (config === undefined || !(config === null || isDict(config))) return null;
  return {
    ...factsOfForm(form),
    inputExample: { kind: "value", data: pythonJson(example), params: null },
    modelConfig: config === null ? null : pythonJson(config),
  };
}

/**
 * @param facts of the code, from reading or running it.
 * @returns null if everything is as in the form's own Python.
 */
export function codedModel(code: string, form: PyfuncWrapper, facts: LoggedFacts): CodedModel | null {
  const own = factsOfForm(form);
  const object = objectIn(code, form.className);
  const isGenerated =
    interfaceOf(form) === null &&
    definesGeneratedClass(code, form) &&
    object === `${form.className}()` &&
    !facts.isOfTypeHints &&
    JSON.stringify(facts.signature) === JSON.stringify(own.signature);
  const isOfForm = isGenerated && JSON.stringify(facts) === JSON.stringify(own);
  return isOfForm ? null : { isGenerated, object, ...facts };
}

function factsOfForm(form: PyfuncWrapper): LoggedFacts {
  const { coded: _coded, ...plain } = form;
  const { inputs, outputs, params } = signatureToJson(signatureOf(plain));
  const data = pythonJson(inputOf(inputFormOf(form), form.inputExample.prompt));
  return {
    signature: { inputs, outputs, params },
    isOfTypeHints: false,
    inputExample: { kind: "value", data, params: null },
    modelConfig: null,
  };
}

/** MLflow takes the signature from the type hints of `predict`. */
function hasTypeHints(source: PythonSource): boolean {
  return source.find("FunctionDefinition").some((definition) => {
    const name = definition.getChild("VariableName");
    const parameters = definition.getChild("ParamList");
    return (
      name && parameters && source.text(name) === "predict" && source.find("TypeDef", parameters).length > 0
    );
  });
}

/** @returns null if none is given, undefined if it has to be run. */
function signatureIn(
  source: PythonSource,
  node: SyntaxNode | undefined,
  { profile }: PyfuncWrapper,
): LoggedFacts["signature"] | undefined {
  const made = node && valueNode(source, node);
  if (made === undefined || made?.name === "None") return null;
  const callee = made?.name === "CallExpression" ? made.firstChild : null;
  if (!made || !callee || !/^(mlflow\.models\.)?infer_signature$/.test(source.text(callee))) return undefined;
  const isOwn = functionNames(source).includes("infer_signature");
  const [input, output, params] = argumentsOf(source, made, ["model_input", "model_output", "params"]).map(
    (argument) => valueOf(source, argument),
  );
  if (isOwn || input === undefined || output === undefined || params === undefined) return undefined;
  try {
    const {
      inputs,
      outputs,
      params: specs,
    } = signatureToJson(inferSignature(input, output, params, rulesOf(profile)));
    return { inputs, outputs, params: specs };
  } catch (error) {
    // Python raises it, when it runs.
    if (error instanceof MlflowError) return undefined;
    throw error;
  }
}

function argumentsOf(
  source: PythonSource,
  call: SyntaxNode,
  names: readonly string[],
): readonly (SyntaxNode | undefined)[] {
  const byName = source.keywordArguments(call);
  const positional: SyntaxNode[] = [];
  for (let node = call.getChild("ArgList")?.firstChild ?? null; node; node = node.nextSibling) {
    const isKeyword = node.nextSibling?.name === "AssignOp" || node.prevSibling?.name === "AssignOp";
    if (!["(", ")", ",", "AssignOp", "Comment"].includes(node.name) && !isKeyword) positional.push(node);
  }
  return names.map((name, at) => positional[at] ?? byName.get(name));
}

/** @returns null if it is not given, undefined if it has to be run. */
function valueOf(source: PythonSource, node: SyntaxNode | undefined): PythonValue | undefined {
  if (node === undefined) return null;
  const value = valueNode(source, node);
  if (!value) return undefined;
  // Only running it can tell a whole float, a tuple, or a variable inside a value.
  const isPlain = ["TupleExpression", "VariableName", "MemberExpression"].every(
    (name) => source.find(name, value).length === 0,
  );
  const isExact = source.find("Number", value).every((number) => EXACT.test(source.text(number)));
  return isPlain && isExact ? source.literal(value) : undefined;
}

/** Ints, and floats that are not whole: JavaScript's numbers tell these apart. */
const EXACT = /^(\d{1,15}|\d{1,6}\.\d{0,5}[1-9])$/;

/** The value of a variable that is set once and only passed on; other expressions unchanged. */
function valueNode(source: PythonSource, node: SyntaxNode): SyntaxNode | null {
  if (node.name !== "VariableName") return node;
  const name = source.text(node);
  const uses = source.find("VariableName").filter((each) => source.text(each) === name);
  const isHandedOn = uses.every(
    ({ parent, from }) => parent?.name !== "MemberExpression" || parent.from !== from,
  );
  const targets = uses.filter(
    ({ parent, nextSibling }) => parent?.name === "AssignStatement" && nextSibling?.name === "AssignOp",
  );
  return isHandedOn && targets.length === 1 ? source.assigned(name) : null;
}

function functionNames(source: PythonSource): readonly string[] {
  return source.find("FunctionDefinition").map((each) => source.text(each.getChild("VariableName") ?? each));
}

/** The Python that makes log_model's object, as far as the class's module can run it. */
function objectIn(code: string, className: string): string {
  const source = new PythonSource(code);
  const call = source.calls("log_model").at(-1);
  const given = call && source.keywordArguments(call).get("python_model");
  // MLflow also accepts a function in place of a model.
  if (given && functionNames(source).includes(source.text(given))) return source.text(given);
  const made = given && (given.name === "VariableName" ? source.assigned(source.text(given)) : given);
  const callee = made?.name === "CallExpression" ? made.firstChild : null;
  return made && callee && source.text(callee) === className ? source.text(made) : `${className}()`;
}
