/** Checks a wrapper before anything is made from it. */
import { own } from "#base/own.ts";
import { AppError } from "#base/errors.ts";
import { joined, message, type Message } from "#base/message.ts";
import type { HubReference } from "#bundle/bundle.ts";
import { kindOf } from "./pyfunc-kinds.ts";
import { SEARCH_OPTION_TYPES } from "./search-option-types.ts";
import { PROFILES } from "./version-profile.ts";
import { runsItself, type Wrapper } from "./wrapper.ts";

export interface WrapperProblem {
  /** The form's field. */
  readonly field:
    | "name"
    | "className"
    | "artifactsKey"
    | "maxLength"
    | "repository"
    | "commit"
    | "kind"
    | "prompt"
    | "requirements"
    | `option:${string}`;
  /** Expected, found, what to do. */
  readonly message: Message;
}

/** Characters that MLflow refuses in a model's name (mlflow/utils/validation.py, 3.17). */
export const REFUSED_IN_NAME = /[/:.%"']/;
const IDENTIFIER = /^[A-Za-z_]\w*$/;
/** huggingface_hub's validate_repo_id, with an owner. */
const REPOSITORY = /^(?!.*(?:--|\.\.))[\w][\w.-]*\/[\w](?:[\w.-]*\w)?$/;
const COMMIT = /^[0-9a-f]{40}$/;
const PYTHON_KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);
const REQUIREMENT =
  /^[A-Za-z0-9][A-Za-z0-9._-]*(\[[\w, -]+\])?\s*((==|>=|<=|~=|!=|<|>)\s*[\w.*+!-]+\s*(,\s*(==|>=|<=|~=|!=|<|>)\s*[\w.*+!-]+\s*)*)?$/;

/** All problems, in the form's order. */
export function wrapperProblems(wrapper: Wrapper): WrapperProblem[] {
  const problems: WrapperProblem[] = [];
  const add = (field: WrapperProblem["field"], wording: Message) =>
    problems.push({ field, message: wording });

  if (wrapper.name.trim() === "") add("name", message`The artifact needs a name, such as phi3_mlflow_model.`);
  else if (REFUSED_IN_NAME.test(wrapper.name)) {
    add(
      "name",
      message`MLflow refuses / : . % " ' in a model's name; found "${wrapper.name}". Use letters, digits, - and _.`,
    );
  }
  for (const requirement of wrapper.extraPipRequirements) {
    if (!REQUIREMENT.test(requirement.trim())) {
      add(
        "requirements",
        message`"${requirement}" is not a pip requirement. Write a package, or a package and a version: numpy==2.4.6.`,
      );
    }
  }
  if (wrapper.option === "transformers") {
    const { maxLength } = wrapper.modelConfig;
    if (!Number.isInteger(maxLength) || maxLength < 1) {
      add("maxLength", message`max_length should be a whole number from 1; found ${maxLength}.`);
    }
    if (wrapper.reference) for (const problem of referenceProblems(wrapper.reference)) problems.push(problem);
    return problems;
  }
  const lacking = own(PROFILES[wrapper.profile].lacks, kindOf(wrapper));
  if (lacking !== undefined)
    add("kind", message`${lacking} Choose another kind of model, or other libraries.`);
  const needsOptions = kindOf(wrapper) === "params" && !runsItself(wrapper);
  if (needsOptions && Object.keys(wrapper.searchOptions).length === 0)
    add("kind", message`Each search option is a param, and there is none. Add one.`);
  if (!IDENTIFIER.test(wrapper.className) || PYTHON_KEYWORDS.has(wrapper.className)) {
    add(
      "className",
      message`The class needs a Python name, such as Phi3Model; found "${wrapper.className}".`,
    );
  }
  if (wrapper.artifactsKey.trim() === "" || /[/\\"']/.test(wrapper.artifactsKey)) {
    add(
      "artifactsKey",
      message`The artifacts key should be a plain word, such as phi3-mini-onnx; found "${wrapper.artifactsKey}".`,
    );
  }
  if (wrapper.inputExample.prompt === "")
    add("prompt", message`The input example needs a prompt: the signature is inferred from it.`);
  for (const [name, value] of Object.entries(wrapper.searchOptions)) {
    const problem = searchOptionProblem(name, value);
    if (problem !== null) add(`option:${name}`, problem);
  }
  return problems;
}

/** If both are empty, the bundle's own. */
function referenceProblems({ repository, commit }: HubReference): WrapperProblem[] {
  if (repository === "" && commit === "") return [];
  const problems: WrapperProblem[] = [];
  if (!REPOSITORY.test(repository)) {
    problems.push({
      field: "repository",
      message: message`A repository of the hub is owner/name, such as microsoft/Phi-3-mini-4k-instruct; found "${repository}".`,
    });
  }
  if (!COMMIT.test(commit)) {
    problems.push({
      field: "commit",
      message: message`A commit is its 40 hexadecimal digits, which the hub shows under "History"; found "${commit}".`,
    });
  }
  return problems;
}

function searchOptionProblem(name: string, value: number | boolean): Message | null {
  const type = own(SEARCH_OPTION_TYPES, name);
  if (type === undefined) {
    return message`onnxruntime-genai has no search option "${name}". It has ${Object.keys(SEARCH_OPTION_TYPES).join(", ")}.`;
  }
  const found = typeof value === "boolean" ? (value ? "True" : "False") : String(value);
  if (type === "bool")
    return typeof value === "boolean" ? null : message`${name} should be True or False; found ${found}.`;
  if (typeof value !== "number" || !Number.isFinite(value))
    return message`${name} should be a number; found ${found}.`;
  if (type === "int" && !Number.isInteger(value))
    return message`${name} should be a whole number; found ${found}.`;
  return null;
}

/** @throws AppError "invalid-wrapper" with all problems. */
export function requireValidWrapper(wrapper: Wrapper): void {
  const problems = wrapperProblems(wrapper);
  if (problems.length > 0)
    throw new AppError(
      "invalid-wrapper",
      joined(
        problems.map((problem) => problem.message),
        " ",
      ),
    );
}
