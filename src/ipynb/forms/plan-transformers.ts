/** The form for `mlflow.transformers.log_model` of a text-generation pipeline. */
import type { SyntaxNode } from "@lezer/common";
import { message, type Message } from "#base/message.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { Cell } from "#cells/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import { logModelArguments } from "#wrapper/log-model-arguments.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { PythonValue } from "#wrapper/python-literal.ts";
import { TRANSFORMERS_TASKS, type TransformersWrapper } from "#wrapper/wrapper.ts";
import type { CodeCells } from "./code-cells.ts";
import { Held, knownArguments, NoForm, requireNames } from "./log-call.ts";
import type { FormPlan, TypedCell } from "./plan.ts";

/** Phi-3, Phi-3.5, and Phi-4, which has the same architecture, except those with vision, audio or mixture of experts. */
const PHI3 = /phi[-_. ]?[34]/i;
const OTHER_PHI = /vision|multimodal|moe/i;

/** @throws NoForm */
export function planTransformers(
  cells: readonly Cell[],
  cell: CodeCell,
  code: CodeCells,
  call: SyntaxNode,
): FormPlan {
  const held = new Held(code);
  const given = knownArguments(
    code,
    call,
    ["transformers_model", "artifact_path"],
    logModelArguments.transformers,
  );
  const pipeline = pipelineOf(given.get("transformers_model"), held);
  const form = formOf(given, pipeline, held);
  const logged = loggingStatement(code, call);
  held.add(logged);

  const config = given.get("model_config");
  const configCell = config && cellOfName(code, config);
  const modelCell = code.cellOf(pipeline.call) ?? cell;
  // A cell that only sets the configuration becomes part of the wrapper; in any other, the configuration can stay.
  const wrapperCell = configCell && configCell !== modelCell && isHeld(held, configCell) ? configCell : cell;
  const gone = new Set<CodeCell>([modelCell, wrapperCell, cell]);
  for (const each of gone) held.requireAll(each);
  requireNames(
    cells,
    gone,
    namesSet(code, gone),
    namesGiven(cells, { code, cell, wrapperCell, call, pipeline, config }),
  );

  const typed = new Map<CodeCell, TypedCell[]>([...gone].map((each) => [each, []]));
  typed.get(modelCell)?.push({ type: "model", bundleId: embeddedBundleId, named: pipeline.model });
  typed.get(wrapperCell)?.push({ type: "wrapper", wrapper: { form: form.form, editedCode: null } });
  typed.get(cell)?.push({ type: "artifact" });
  return { replaced: typed, notes: form.notes };
}

interface Pipeline {
  readonly call: SyntaxNode;
  readonly variable: string | null;
  readonly model: string;
  readonly revision: string | null;
}

function pipelineOf(node: SyntaxNode | undefined, held: Held): Pipeline {
  const { code } = held;
  if (!node) throw new NoForm(message`log_model has no transformers_model argument.`);
  const call = held.resolved(node);
  if (call.name === "DictionaryExpression")
    throw new NoForm(
      message`The model is passed in parts, such as a model and a tokenizer; the form needs a pipeline.`,
    );
  if (call.name === "String")
    throw new NoForm(message`The model is passed as a path; the form needs a pipeline.`);
  if (call.name !== "CallExpression" || !/^(?:transformers\.)?pipeline$/.test(code.calleeOf(call)))
    throw new NoForm(
      message`The model does not come from transformers.pipeline(…) at the top level of a cell, as the form needs.`,
    );
  const task = argumentOf(code, call, "task", 0);
  const taskName = task && held.literal(task, "task");
  if (taskName !== undefined && taskName !== "text-generation")
    throw new NoForm(message`The pipeline's task is ${shown(taskName)}; this page runs text-generation.`);
  const given = knownArguments(code, call, ["task", "model"], ["task", "model", "revision"]);
  if (!task) throw new NoForm(message`The pipeline has no task; the form needs text-generation.`);
  const named = given.get("model");
  const model = named && held.literal(named, "model");
  if (model === undefined) throw new NoForm(message`The pipeline has no model; the form needs one.`);
  if (typeof model !== "string" || !PHI3.test(model) || OTHER_PHI.test(model))
    throw new NoForm(message`The model ${shown(model)} is not a Phi-3 model that this page can run.`);
  const revisionNode = given.get("revision");
  const revision = revisionNode ? held.literal(revisionNode, "revision") : null;
  if (revision !== null && typeof revision !== "string")
    throw new NoForm(message`The form has no field for ${"revision"}.`);
  const variable = node.name === "VariableName" ? code.source.text(node) : null;
  return { call, variable, model, revision };
}

/** Texts without their quotes. */
function shown(value: PythonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function argumentOf(code: CodeCells, call: SyntaxNode, name: string, place: number): SyntaxNode | undefined {
  const { positional, named } = code.argumentsOf(call);
  return named.get(name) ?? positional[place];
}

function formOf(
  given: ReadonlyMap<string, SyntaxNode>,
  { revision, model }: Pipeline,
  held: Held,
): { readonly form: TransformersWrapper; readonly notes: Message[] } {
  const value = (name: string) => {
    const node = given.get(name);
    return node && held.literal(node, name);
  };
  const name = value("name") ?? value("artifact_path");
  if (typeof name !== "string") throw new NoForm(message`log_model has no name argument.`);
  const named = value("task");
  const task = TRANSFORMERS_TASKS.find((each) => each === named);
  if (task === undefined)
    throw new NoForm(
      message`The form supports the tasks ${TRANSFORMERS_TASKS.join(", ")}; this cell uses ${named === undefined ? message`none` : shown(named)}.`,
    );
  const requirements = value("extra_pip_requirements") ?? [];
  if (!Array.isArray(requirements) || !requirements.every((each) => typeof each === "string"))
    throw new NoForm(message`The form has no field for ${"extra_pip_requirements"}.`);
  const savesWeights = value("save_pretrained") ?? true;
  if (typeof savesWeights !== "boolean")
    throw new NoForm(message`The form has no field for ${"save_pretrained"}.`);
  if (savesWeights && revision !== null) throw new NoForm(message`The form has no field for ${"revision"}.`);
  const before = defaultWrapper("transformers", given.has("artifact_path") ? "mid-2024" : "current");
  if (before.option !== "transformers") throw new NoForm(message`log_model has no name argument.`);
  const { modelConfig, notes } = configOf(value("model_config") ?? {}, before.modelConfig);
  return {
    form: {
      ...before,
      name,
      task,
      modelConfig,
      extraPipRequirements: requirements,
      ...(!savesWeights && {
        reference:
          revision === null ? { repository: "", commit: "" } : { repository: model, commit: revision },
      }),
    },
    notes,
  };
}

function configOf(
  given: unknown,
  before: TransformersWrapper["modelConfig"],
): { readonly modelConfig: TransformersWrapper["modelConfig"]; readonly notes: Message[] } {
  const {
    max_length: maxLength,
    truncation,
    include_prompt: includePrompt,
    ...others
  } = (given ?? {}) as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new NoForm(message`The form has no field for ${other} in model_config.`);
  const isRight =
    (maxLength === undefined || typeof maxLength === "number") &&
    (truncation === undefined || typeof truncation === "boolean") &&
    (includePrompt === undefined || typeof includePrompt === "boolean");
  if (!isRight) throw new NoForm(message`model_config has values of types that the form does not support.`);
  const missing = [
    ...(maxLength === undefined ? [`max_length ${before.maxLength}`] : []),
    ...(truncation === undefined ? [`truncation ${before.truncation ? "True" : "False"}`] : []),
    ...(includePrompt === undefined ? [`include_prompt ${before.includePrompt ? "True" : "False"}`] : []),
  ];
  return {
    modelConfig: {
      maxLength: typeof maxLength === "number" ? maxLength : before.maxLength,
      truncation: typeof truncation === "boolean" ? truncation : before.truncation,
      includePrompt: typeof includePrompt === "boolean" ? includePrompt : before.includePrompt,
    },
    notes:
      missing.length === 0
        ? []
        : [message`The code sets only part of model_config; the form adds ${missing.join(", ")}.`],
  };
}

/** `info = log_model(…)`, or the call alone. @throws NoForm if the call is inside another expression. */
export function loggingStatement(code: CodeCells, call: SyntaxNode): SyntaxNode {
  const statement = call.parent;
  const isPlain =
    statement?.name === "ExpressionStatement" ||
    (statement?.name === "AssignStatement" && code.targetOf(statement) !== null);
  if (!statement || !isPlain) throw new NoForm(message`log_model is called within another expression.`);
  return statement;
}

function cellOfName(code: CodeCells, node: SyntaxNode): CodeCell | undefined {
  const found = node.name === "VariableName" ? code.assignment(code.source.text(node)) : null;
  return found ? code.cellOf(found.statement) : undefined;
}

function isHeld(held: Held, cell: CodeCell): boolean {
  try {
    held.requireAll(cell);
    return true;
  } catch {
    return false;
  }
}

export function namesSet(code: CodeCells, gone: ReadonlySet<CodeCell>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const cell of gone) {
    for (const statement of code.statementsOf(cell)) {
      if (statement.name === "ImportStatement")
        for (const node of statement.getChildren("VariableName")) names.add(code.source.text(node));
      if (statement.name === "WithStatement")
        for (const node of statement.getChildren("VariableName")) names.add(code.source.text(node));
      const inside = [
        statement,
        ...(statement.getChild("Body") ? code.source.find("AssignStatement", statement) : []),
      ];
      for (const each of inside) {
        const target = code.targetOf(each);
        if (target !== null) names.add(target);
      }
    }
  }
  return names;
}

interface Places {
  readonly code: CodeCells;
  readonly cell: CodeCell;
  readonly wrapperCell: CodeCell;
  readonly call: SyntaxNode;
  readonly pipeline: Pipeline;
  readonly config: SyntaxNode | undefined;
}

/** Names that the forms' Python also sets, to the same values (generate-code.ts, python-of-cell.ts). */
function namesGiven(
  cells: readonly Cell[],
  { code, cell, wrapperCell, call, pipeline, config }: Places,
): Map<string, number> {
  const [atWrapper, atArtifact] = [cells.indexOf(wrapperCell), cells.indexOf(cell)];
  const given = new Map([
    ["mlflow", atWrapper],
    ["transformers", atWrapper],
  ]);
  if (pipeline.variable === "pipeline") given.set("pipeline", atArtifact);
  if (config?.name === "VariableName" && code.source.text(config) === "model_config")
    given.set("model_config", atWrapper);
  const target = call.parent && code.targetOf(call.parent);
  if (target === "model_info") given.set("model_info", atArtifact);
  return given;
}
