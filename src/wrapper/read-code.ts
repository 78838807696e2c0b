/** Updates the form from hand-edited Python, as far as it can be read without running it. */
import { own } from "#base/own.ts";
import { pythonJson } from "#python-values/python-json.ts";
import type { SyntaxNode } from "@lezer/common";
import { message, type Message, type Wording } from "#base/message.ts";
import type { HubReference } from "#bundle/bundle.ts";
import { isInPage } from "./generation-config.ts";
import { type InputForm, inputFormOf, inputOf } from "./input-form.ts";
import { argumentsOfCode, logModelArguments } from "./log-model-arguments.ts";
import { isConfigValue, modelConfigOf } from "./model-config.ts";
import type { PyfuncKind } from "./pyfunc-kinds.ts";
import { PythonSource } from "./python-syntax.ts";
import { isDict, type PythonValue } from "./python-literal.ts";
import {
  type LoggedPipeline,
  type PyfuncWrapper,
  type SearchOptionValue,
  TRANSFORMERS_TASKS,
  type TransformersTask,
  type TransformersWrapper,
  type Wrapper,
} from "./wrapper.ts";

/** What could not be read, in a sentence. */
interface CodeNote {
  /** 1-based, if it has a place in the code. */
  readonly line: number | null;
  readonly message: Message;
  /** The code is not valid Python there. */
  readonly isError?: true;
}

export interface ReadResult {
  readonly form: Wrapper;
  readonly notes: readonly CodeNote[];
}

/** In UTF-16 units. A wrapper has a few kilobytes; searching a long text for faults keeps the page busy for seconds. */
const MAX_CODE = 64_000;

/** @param before the current form; it keeps what the code does not say. */
export function readCode(code: string, before: Wrapper): ReadResult {
  if (code.length > MAX_CODE) {
    const tooLong = message`The code has ${code.length} characters, and the page follows up to ${MAX_CODE}: the form stays as it was.`;
    return { form: before, notes: [{ line: null, message: tooLong }] };
  }
  const source = new PythonSource(code);
  const errorLine = source.firstErrorLine();
  if (errorLine !== null) {
    return {
      form: before,
      notes: [
        {
          line: errorLine,
          message: message`This is not valid Python, so the form does not follow the code.`,
          isError: true,
        },
      ],
    };
  }
  const reader = new Reader(source);
  const form =
    before.option === "transformers" ? readTransformers(reader, before) : readPyfunc(reader, before);
  reader.noteOthers([...logModelArguments[before.option], ...argumentsOfCode[before.option]]);
  return { form, notes: reader.notes };
}

/** Reads values and notes each that has to be run to know. */
class Reader {
  readonly source: PythonSource;
  readonly notes: CodeNote[] = [];
  /** Whether there is a call of log_model; without one, its arguments are unknown. */
  readonly logs: boolean;
  readonly #logModel: Map<string, SyntaxNode>;

  constructor(source: PythonSource) {
    this.source = source;
    const call = source.calls("log_model").at(-1);
    this.logs = call !== undefined;
    this.#logModel = call ? source.keywordArguments(call) : new Map();
    if (!call)
      this.note(message`There is no call of log_model: the form keeps the name and the arguments it had.`);
  }

  note(wording: Message, at?: SyntaxNode): void {
    this.notes.push({ line: at ? this.source.line(at.from) : null, message: wording });
  }

  /** An argument of log_model, if it is a literal of the right type; `fallback` if it is missing. */
  argument<T extends PythonValue>(
    names: readonly string[],
    is: (value: PythonValue) => value is T,
    fallback: T,
  ): T {
    const node = names.map((name) => this.#logModel.get(name)).find((found) => found !== undefined);
    return node ? this.known(node, is, names[0] as string, fallback) : fallback;
  }

  /** Notes log_model's other arguments: they are in the code, but in nothing that the page makes. */
  noteOthers(known: readonly string[]): void {
    const others = [...this.#logModel].filter(([name]) => !known.includes(name));
    const [first] = others;
    if (!first) return;
    this.note(
      message`log_model is given ${others.map(([name]) => name).join(", ")}, which the form does not show and the page does not use.`,
      first[1],
    );
  }

  /** Where log_model is given an argument. */
  place(name: string): SyntaxNode | undefined {
    return this.#logModel.get(name);
  }

  known<T>(
    node: SyntaxNode,
    is: (value: PythonValue) => value is T & PythonValue,
    what: Wording,
    fallback: T,
  ): T {
    const value = this.source.literal(node);
    if (value !== undefined && is(value)) return value;
    this.note(
      message`The page cannot read ${what} without running the code, so the form keeps what it had.`,
      node,
    );
    return fallback;
  }
}

function readTransformers(reader: Reader, before: TransformersWrapper): TransformersWrapper {
  const config = reader.argument(["model_config", "inference_config"], isDict, NO_CONFIG);
  noteConfig(reader, config);
  notePipeline(reader);
  const task = reader.argument(["task"], isString, before.task);
  const known = TRANSFORMERS_TASKS.find((each) => each === task);
  if (known === undefined) {
    reader.note(
      message`The page writes and runs the tasks ${TRANSFORMERS_TASKS.join(", ")}; "${task}" is kept in the code only.`,
      reader.place("task"),
    );
  }
  const { reference: referenceBefore, logged: _, ...kept } = before;
  const reference = readReference(reader, referenceBefore);
  return {
    ...kept,
    name: reader.argument(["name", "artifact_path"], isString, before.name),
    task: known ?? before.task,
    ...(reference && { reference }),
    modelConfig: config === NO_CONFIG ? before.modelConfig : modelConfigOf(config, { ...before.modelConfig }),
    extraPipRequirements: readRequirements(reader, before),
    ...readLogged(reader, known ?? before.task),
  };
}

/** What log_model gets beyond the form. */
function readLogged(reader: Reader, task: TransformersTask): Pick<TransformersWrapper, "logged"> {
  const given = <T extends PythonValue>(name: string, is: (value: PythonValue) => value is T): T | null =>
    reader.place(name) === undefined
      ? null
      : reader.argument<T | null>([name], (value) => value === null || is(value), null);
  const [example, metadata] = [given("input_example", isAny), given("metadata", isDict)];
  const template = given("prompt_template", isString);
  if (template !== null && task === "text-generation")
    reader.note(
      message`A prompt_template with the task text-generation is kept in the code only.`,
      reader.place("prompt_template"),
    );
  const logged: LoggedPipeline = {
    inputExample: example === null ? null : { kind: "value", data: pythonJson(example), params: null },
    metadata: metadata === null ? null : pythonJson(metadata),
    promptTemplate: task === "text-generation" ? null : template,
    pipRequirements: given("pip_requirements", isStrings),
  };
  return Object.values(logged).every((each) => each === null) ? {} : { logged };
}

function isAny(value: PythonValue): value is PythonValue {
  return value !== undefined;
}

/** If the code has none, or none that can be read. */
const NO_CONFIG: { readonly [key: string]: PythonValue } = {};

function noteConfig(reader: Reader, config: { readonly [key: string]: PythonValue }): void {
  const place = reader.place("model_config") ?? reader.place("inference_config");
  if (place === undefined) {
    if (reader.logs)
      reader.note(
        message`log_model is given no model_config. MLflow's model then answers with 256 new tokens at most; the page and its artifact keep the form's max_length.`,
      );
    return;
  }
  for (const [name, value] of Object.entries(config)) {
    if (!isConfigValue(value))
      reader.note(
        message`model_config has "${name}" with a value that the page cannot write, so it is left out.`,
        place,
      );
    else if (!isInPage(name, value))
      reader.note(
        message`model_config has "${name}", which option 1 cannot do in the page. The artifact holds it; the inference cell refuses to answer without it.`,
        place,
      );
  }
}

/** The other arguments of transformers.pipeline, and what happens to them. */
function notePipeline(reader: Reader): void {
  const { source } = reader;
  const call = source.calls("pipeline").at(-1);
  for (const [name, node] of call ? source.keywordArguments(call) : []) {
    if (OF_THE_MODEL.has(name)) continue;
    if (DTYPES.has(name))
      reader.note(
        message`The pipeline is given ${name}. MLflow would save the weights in that type; the page packs them as they are in the model's files.`,
        node,
      );
    else
      reader.note(
        message`The pipeline is given ${name}. MLflow does not save it with the model, so neither the artifact nor the answer has it. Put it into model_config.`,
        node,
      );
  }
}

/** They say which model it is, or where it runs. */
const OF_THE_MODEL = new Set([
  "task",
  "model",
  "tokenizer",
  "revision",
  "config",
  "trust_remote_code",
  "device",
  "device_map",
  "token",
  "use_fast",
  "framework",
]);
const DTYPES = new Set(["torch_dtype", "dtype", "model_kwargs"]);

/** Without a list, log_model adds none. */
function readRequirements(reader: Reader, before: Wrapper): readonly string[] {
  return reader.argument(
    ["extra_pip_requirements"],
    isStrings,
    reader.logs ? [] : before.extraPipRequirements,
  );
}

/**
 * If the weights are by reference, the pipeline's model and revision. Without a revision, the form leaves it to the model cell, or to
 * what is being typed.
 */
function readReference(reader: Reader, before: HubReference | undefined): HubReference | undefined {
  const { source } = reader;
  if (!reader.logs) return before;
  if (reader.argument(["save_pretrained"], isBoolean, true)) return undefined;
  const call = source.calls("pipeline").at(-1);
  if (!call) return before ?? OF_THE_BUNDLE;
  const keywords = source.keywordArguments(call);
  const [repository, commit] = ["model", "revision"].map((name) => source.literal(keywords.get(name)));
  return typeof repository === "string" && typeof commit === "string"
    ? { repository, commit }
    : before?.commit === ""
      ? before
      : OF_THE_BUNDLE;
}

const OF_THE_BUNDLE: HubReference = { repository: "", commit: "" };

function readPyfunc(reader: Reader, before: PyfuncWrapper): PyfuncWrapper {
  const { kind: kindBefore = "prompt", ...kept } = before;
  const kind = readKind(reader, kindBefore);
  const form = inputFormOf({ ...before, kind });
  const inputExample = reader.argument(["input_example"], isDict, inputOf(form, before.inputExample.prompt));
  const prompt = textIn(form, inputExample);
  if (form === "prompt" && typeof prompt !== "string") {
    reader.note(
      message`The input example should have the key "prompt" with a text, because the page asks with a prompt.`,
      reader.place("input_example"),
    );
  }
  return {
    ...kept,
    ...(kind !== "prompt" && { kind }),
    name: reader.argument(["name", "artifact_path"], isString, before.name),
    className: readClassName(reader, before.className),
    searchOptions: readSearchOptions(reader, before.searchOptions),
    artifactsKey: readArtifactsKey(reader, before.artifactsKey),
    inputExample: { prompt: typeof prompt === "string" ? prompt : before.inputExample.prompt },
    extraPipRequirements: readRequirements(reader, before),
  };
}

/** The example's prompt, or the text of its first message. */
function textIn(form: InputForm, example: { readonly [key: string]: PythonValue }): PythonValue | undefined {
  if (form === "prompt") return own(example, "prompt");
  const list = own(example, form === "messages" ? "messages" : "input");
  const first: PythonValue | undefined = Array.isArray(list) ? list[0] : undefined;
  return first !== undefined && isDict(first) ? own(first, "content") : undefined;
}

/** A signature with params belongs to a class that takes params. */
function readKind(reader: Reader, before: PyfuncKind): PyfuncKind {
  const { source } = reader;
  const base = modelClasses(source).at(-1)?.base;
  if (base === "ChatModel") return "chat";
  if (base === "ResponsesAgent") return "responses";
  if (!reader.logs) return before;
  const signature = reader.place("signature");
  const call = signature?.name === "VariableName" ? source.assigned(source.text(signature)) : signature;
  const takesParams = call?.name === "CallExpression" && source.keywordArguments(call).has("params");
  return takesParams ? "params" : "prompt";
}

/** Classes derived from those MLflow classes that the form offers. */
function modelClasses(source: PythonSource): readonly { readonly name: string; readonly base: string }[] {
  return source.find("ClassDefinition").flatMap((node) => {
    const bases = node.getChild("ArgList");
    const base = bases ? /PythonModel|ChatModel|ResponsesAgent/.exec(source.text(bases))?.[0] : undefined;
    const name = node.getChild("VariableName");
    return base !== undefined && name ? [{ name: source.text(name), base }] : [];
  });
}

/** The class passed to log_model, otherwise the last class derived from PythonModel. */
function readClassName(reader: Reader, fallback: string): string {
  const { source } = reader;
  const argument = reader.place("python_model");
  const given = argument && /^(\w+)\(/.exec(source.text(argument))?.[1];
  const classes = modelClasses(source).map(({ name }) => name);
  if (given !== undefined && classes.includes(given)) return given;
  const isDefined = source
    .find("ClassDefinition")
    .some((node) => source.text(node.getChild("VariableName") ?? node) === given);
  if (given !== undefined && isDefined) {
    reader.note(
      message`${given} does not derive from mlflow.pyfunc.PythonModel, as the classes do that run here.`,
      argument,
    );
    return given;
  }
  const last = classes.at(-1);
  if (last === undefined)
    reader.note(message`There is no class that derives from mlflow.pyfunc.PythonModel.`);
  return last ?? fallback;
}

function readSearchOptions(
  reader: Reader,
  fallback: Readonly<Record<string, SearchOptionValue>>,
): Readonly<Record<string, SearchOptionValue>> {
  const { source } = reader;
  const calls = source.calls("set_search_options");
  // A class that sets none has none; without a class, it is unknown.
  if (calls.length === 0) return modelClasses(source).length > 0 ? {} : fallback;
  const merged = new Map<string, SearchOptionValue>();
  for (const call of calls) {
    const spread = givenOptions(source, call);
    if (spread) {
      const value = reader.known(spread, isOptions, message`the search options`, fallback);
      for (const [name, option] of Object.entries(value)) merged.set(name, option);
    }
    for (const [name, node] of source.keywordArguments(call)) {
      const what = message`the search option ${name}`;
      merged.set(name, reader.known(node, isOption, what, own(fallback, name) ?? 0));
    }
  }
  return Object.fromEntries(merged);
}

/** The `**options` of set_search_options; of `**{**options, **others}`, the options. */
export function givenOptions(source: PythonSource, call: SyntaxNode): SyntaxNode | undefined {
  const spread = source.spreadArgument(call);
  const first = spread?.name === "DictionaryExpression" ? spread.getChild("**")?.nextSibling : null;
  if (first?.name === "VariableName") return first;
  // A copy: `options = dict(model_options)`.
  const made = spread?.name === "VariableName" ? source.assigned(source.text(spread)) : null;
  const isCopy = made?.name === "CallExpression" && /^dict\(\w+\)$/.test(source.text(made));
  return (isCopy && made.getChild("ArgList")?.getChild("VariableName")) || spread;
}

function readArtifactsKey(reader: Reader, fallback: string): string {
  const { code } = reader.source;
  const used = ARTIFACTS_KEY.exec(code)?.[2];
  const given = reader.argument(["artifacts"], isDict, {});
  const keys = Object.keys(given);
  if (used !== undefined && keys.length > 0 && !keys.includes(used)) {
    reader.note(
      message`The class reads context.artifacts["${used}"], but log_model is given ${keys.join(", ")}.`,
      reader.place("artifacts"),
    );
  }
  // As in MLflow, the class finds what log_model was given; another key raises KeyError.
  if (used !== undefined && (keys.length === 0 || keys.includes(used))) return used;
  return keys[0] ?? fallback;
}

/** `context.artifacts["phi3-mini-onnx"]`; the key is the second group. */
export const ARTIFACTS_KEY = /\.artifacts\[\s*(["'])([^"']*)\1\s*\]/;

function isString(value: PythonValue): value is string {
  return typeof value === "string";
}

function isBoolean(value: PythonValue): value is boolean {
  return typeof value === "boolean";
}

function isStrings(value: PythonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isOption(value: PythonValue): value is SearchOptionValue {
  return typeof value === "number" || typeof value === "boolean";
}

function isOptions(value: PythonValue): value is { readonly [key: string]: SearchOptionValue } {
  return isDict(value) && Object.values(value).every(isOption);
}
