/** The form for `mlflow.pyfunc.log_model` of a PythonModel around onnxruntime-genai. */
import { isRecord } from "#base/record.ts";
import type { SyntaxNode } from "@lezer/common";
import { message } from "#base/message.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { Cell } from "#cells/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { logModelArguments } from "#wrapper/log-model-arguments.ts";
import { readCode } from "#wrapper/read-code.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import { type CodeCells, isPythonCell, readCodeCell } from "./code-cells.ts";
import { Held, knownArguments, NoForm } from "./log-call.ts";
import type { FormPlan, TypedCell } from "./plan.ts";
import { loggingStatement } from "./plan-transformers.ts";
import { isGeneratedClass } from "./same-class.ts";

/** MLflow's base classes of other interfaces (mlflow.pyfunc). */
const OTHER_BASES = ["ChatModel", "ChatAgent", "ResponsesAgent"];

/** @throws NoForm */
export function planPyfunc(
  cells: readonly Cell[],
  cell: CodeCell,
  code: CodeCells,
  call: SyntaxNode,
): FormPlan {
  const held = new Held(code);
  const model = pythonModelOf(code.argumentsOf(call).named.get("python_model"), held);
  const given = knownArguments(code, call, ["artifact_path"], logModelArguments.pyfunc);
  const classCell = code.cellOf(model.definition) ?? cell;
  held.add(model.definition);
  held.add(loggingStatement(code, call));
  const { named } = readArguments(given, held);
  const gone = new Set<CodeCell>([classCell, cell]);
  for (const each of gone) held.requireAll(each);

  const own = ownCode(cells, cell, gone, code);
  const profile = profileOf(code, given.has("artifact_path"));
  const { form, notes } = readCode(own, defaultWrapper("pyfunc", profile));
  const [note] = notes;
  if (note) throw new NoForm(note.message);
  if (form.option !== "pyfunc" || !isGeneratedClass(code.source, model.definition, moduleOf(code), form))
    throw new NoForm(
      message`The class does other things than the form's class, so the form would not run it as written.`,
    );
  const { formBeforeEdits: _none, ...wrapper } = editCode({ form, editedCode: null }, own);

  const typed = new Map<CodeCell, TypedCell[]>([...gone].map((each) => [each, []]));
  typed
    .get(classCell)
    ?.push({ type: "model", bundleId: embeddedBundleId, named }, { type: "wrapper", wrapper });
  typed.get(cell)?.push({ type: "artifact" });
  return { replaced: typed, notes: [] };
}

function pythonModelOf(node: SyntaxNode | undefined, held: Held): { readonly definition: SyntaxNode } {
  const { code } = held;
  if (!node) throw new NoForm(message`log_model has no python_model argument.`);
  const made = held.resolved(node);
  if (made.name === "String")
    throw new NoForm(
      message`The model is a file of code (models from code); the form is for a class in the notebook.`,
    );
  const isMade =
    made.name === "CallExpression" && code.source.text(made).replaceAll(/\s/g, "").endsWith("()");
  const name = isMade && made.firstChild ? code.source.text(made.firstChild) : "";
  const definition = code
    .statements()
    .findLast((each) => each.name === "ClassDefinition" && className(code, each) === name);
  if (!definition)
    throw new NoForm(
      message`python_model is not made from a class of this notebook, as in python_model=Phi3Model().`,
    );
  const bases = basesOf(code, definition);
  const other = OTHER_BASES.find((each) => bases.some((base) => base.endsWith(each)));
  if (other !== undefined) throw new NoForm(message`${name} is a ${other}; the form is for a PythonModel.`);
  if (!bases.some((base) => base.endsWith("PythonModel")))
    throw new NoForm(message`${name} does not derive from mlflow.pyfunc.PythonModel, as the form needs.`);
  const used = code.source.find("MemberExpression", definition).map((each) => code.qualified(each));
  if (!used.some((each) => each.startsWith("onnxruntime_genai."))) {
    throw new NoForm(
      used.some((each) => /^(?:transformers|Auto\w+)\./.test(each))
        ? message`${name} runs on transformers; the form's class runs on onnxruntime-genai.`
        : message`${name} does not run on onnxruntime-genai, as the form's class does.`,
    );
  }
  return { definition };
}

/** @returns the model path in log_model's arguments. */
function readArguments(given: ReadonlyMap<string, SyntaxNode>, held: Held): { readonly named: string } {
  const value = (name: string) => {
    const node = given.get(name);
    return node && held.literal(node, name);
  };
  if (typeof (value("name") ?? value("artifact_path")) !== "string")
    throw new NoForm(message`log_model has no name argument.`);
  const artifacts = value("artifacts");
  const [path, ...more] = isRecord(artifacts) ? Object.values(artifacts) : [];
  if (typeof path !== "string" || more.length > 0 || given.get("artifacts")?.name !== "DictionaryExpression")
    throw new NoForm(message`The form is for artifacts={…} with one folder, written out in log_model.`);
  const example = value("input_example");
  const isPrompt =
    isRecord(example) && Object.keys(example).join(",") === "prompt" && typeof example["prompt"] === "string";
  if (!isPrompt) throw new NoForm(message`The form's input example is {"prompt": …} with one text.`);
  const requirements = value("extra_pip_requirements") ?? [];
  if (!Array.isArray(requirements) || !requirements.every((each) => typeof each === "string"))
    throw new NoForm(message`The form has no field for ${"extra_pip_requirements"}.`);
  const signature = given.get("signature");
  if (signature && !infersSignature(held, signature, given.get("input_example")))
    throw new NoForm(
      message`The form's signature is infer_signature(input_example, ["…"]); this one is different.`,
    );
  return { named: path };
}

function infersSignature({ code }: Held, node: SyntaxNode, example: SyntaxNode | undefined): boolean {
  if (!/(?:^|\.)infer_signature$/.test(code.calleeOf(node)) || !example) return false;
  const { positional, named, isSpread } = code.argumentsOf(node);
  const [input, output] = positional;
  const answer = code.source.literal(output);
  return (
    named.size === 0 &&
    !isSpread &&
    positional.length === 2 &&
    input !== undefined &&
    code.source.text(input) === code.source.text(example) &&
    Array.isArray(answer) &&
    answer.every((each) => typeof each === "string")
  );
}

/** Unchanged: the imports in cells of their own, the class, and the call that logs it. */
function ownCode(
  cells: readonly Cell[],
  cell: CodeCell,
  gone: ReadonlySet<CodeCell>,
  code: CodeCells,
): string {
  return cells
    .slice(0, cells.indexOf(cell) + 1)
    .filter(isPythonCell)
    .flatMap((each) => {
      if (gone.has(each)) return [each.source];
      const statements = code.statementsOf(each);
      const imports = statements.filter(({ name }) => name === "ImportStatement");
      const isAll = imports.length === statements.length && readCodeCell(each).ipython.commands.length === 0;
      if (imports.length === 0) return [];
      return [isAll ? each.source : imports.map((node) => code.source.text(node)).join("\n")];
    })
    .map((source) => `${source.trimEnd()}\n`)
    .join("\n");
}

/** Until 0.5, onnxruntime-genai took the prompt as params.input_ids; MLflow 2 calls the name artifact_path. */
function profileOf(code: CodeCells, hasArtifactPath: boolean): VersionProfile {
  if (/\.input_ids\s*=/.test(code.source.code)) return "mid-2024";
  if (!hasArtifactPath) return "current";
  return code.source.calls("append_tokens").length > 0 ? "mid-2025" : "mid-2024";
}

/** The code's name for onnxruntime_genai. */
function moduleOf(code: CodeCells): string {
  return /\bimport\s+onnxruntime_genai\s+as\s+(\w+)/.exec(code.source.code)?.[1] ?? "onnxruntime_genai";
}

function className(code: CodeCells, definition: SyntaxNode): string {
  const name = definition.getChild("VariableName");
  return name ? code.source.text(name) : "";
}

function basesOf(code: CodeCells, definition: SyntaxNode): string[] {
  const list = definition.getChild("ArgList");
  return list
    ? [...list.getChildren("VariableName"), ...list.getChildren("MemberExpression")].map((base) =>
        code.qualified(base),
      )
    : [];
}
