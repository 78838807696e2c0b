/** Follows hand-edited Python back into the form, as far as it can be read without running it. */
import { message, type Message, type Wording } from "#base/message.ts";
import type { HubReference } from "#bundle/bundle.ts";
import { PythonSource } from "./python-syntax.ts";
import type { PythonValue } from "./python-literal.ts";
import type { PyfuncWrapper, SearchOptionValue, TransformersWrapper, Wrapper } from "./wrapper.ts";

export interface ReadResult {
  readonly form: Wrapper;
  /** What could not be followed, in sentences. */
  readonly notes: readonly Message[];
}

/** @param before the form that the code was generated from; it keeps what the code does not say. */
export function readCode(code: string, before: Wrapper): ReadResult {
  const source = new PythonSource(code);
  const errorLine = source.firstErrorLine();
  if (errorLine !== null) {
    return {
      form: before,
      notes: [message`Line ${errorLine} is not valid Python, so the form does not follow the code.`],
    };
  }
  const reader = new Reader(source);
  const form =
    before.option === "transformers" ? readTransformers(reader, before) : readPyfunc(reader, before);
  return { form, notes: reader.notes };
}

/** Reads values one by one and notes each that has to be run to be known. */
class Reader {
  readonly source: PythonSource;
  readonly notes: Message[] = [];
  readonly #logModel: Map<string, Parameters<PythonSource["text"]>[0]>;

  constructor(source: PythonSource) {
    this.source = source;
    const call = source.calls("log_model").at(-1);
    this.#logModel = call ? source.keywordArguments(call) : new Map();
    if (!call)
      this.notes.push(
        message`There is no call of log_model: the form keeps the name and the arguments it had.`,
      );
  }

  /** An argument of log_model, if it is a literal of the right type; `fallback` if it is not there. */
  argument<T extends PythonValue>(
    names: readonly string[],
    is: (value: PythonValue) => value is T,
    fallback: T,
  ): T {
    const node = names.map((name) => this.#logModel.get(name)).find((found) => found !== undefined);
    if (!node) return fallback;
    return this.known(this.source.literal(node), is, names[0] as string, fallback);
  }

  hasArgument(name: string): boolean {
    return this.#logModel.has(name);
  }

  argumentText(name: string): string | null {
    const node = this.#logModel.get(name);
    return node ? this.source.text(node) : null;
  }

  known<T>(
    value: PythonValue | undefined,
    is: (value: PythonValue) => value is T & PythonValue,
    what: Wording,
    fallback: T,
  ): T {
    if (value !== undefined && is(value)) return value;
    this.notes.push(
      message`The page cannot read ${what} without running the code, so the form keeps what it had.`,
    );
    return fallback;
  }
}

function readTransformers(reader: Reader, before: TransformersWrapper): TransformersWrapper {
  const config = reader.argument(["model_config"], isRecord, {
    max_length: before.modelConfig.maxLength,
    truncation: before.modelConfig.truncation,
    include_prompt: before.modelConfig.includePrompt,
  });
  const { max_length: maxLength, truncation, include_prompt: includePrompt, ...others } = config;
  for (const name of Object.keys(others)) {
    reader.notes.push(
      message`model_config has "${name}", which the form does not show and the page does not use.`,
    );
  }
  const task = reader.argument(["task"], isString, before.task);
  if (task !== "llm/v1/chat") {
    reader.notes.push(
      message`The page writes and runs the task llm/v1/chat; "${task}" is kept in the code only.`,
    );
  }
  const { reference: _before, ...kept } = before;
  return {
    ...kept,
    name: reader.argument(["name", "artifact_path"], isString, before.name),
    ...(reader.argument(["save_pretrained"], isBoolean, true) ? {} : { reference: readReference(reader) }),
    modelConfig: {
      maxLength: typeof maxLength === "number" ? maxLength : before.modelConfig.maxLength,
      truncation: typeof truncation === "boolean" ? truncation : before.modelConfig.truncation,
      includePrompt: typeof includePrompt === "boolean" ? includePrompt : before.modelConfig.includePrompt,
    },
    extraPipRequirements: reader.argument(["extra_pip_requirements"], isStrings, []),
  };
}

/** The pipeline's model and revision; without a revision, the form leaves it to the model cell. */
function readReference({ source }: Reader): HubReference {
  const call = source.calls("pipeline").at(-1);
  const keywords = call && source.keywordArguments(call);
  const [repository, commit] = ["model", "revision"].map((name) => source.literal(keywords?.get(name)));
  return typeof repository === "string" && typeof commit === "string"
    ? { repository, commit }
    : { repository: "", commit: "" };
}

function readPyfunc(reader: Reader, before: PyfuncWrapper): PyfuncWrapper {
  const inputExample = reader.argument(["input_example"], isRecord, { prompt: before.inputExample.prompt });
  const prompt = inputExample["prompt"];
  if (typeof prompt !== "string") {
    reader.notes.push(
      message`The input example should have the key "prompt" with a text, because the page asks with a prompt.`,
    );
  }
  return {
    ...before,
    name: reader.argument(["name", "artifact_path"], isString, before.name),
    className: readClassName(reader, before.className),
    searchOptions: readSearchOptions(reader, before.searchOptions),
    artifactsKey: readArtifactsKey(reader, before.artifactsKey),
    inputExample: { prompt: typeof prompt === "string" ? prompt : before.inputExample.prompt },
    extraPipRequirements: reader.argument(["extra_pip_requirements"], isStrings, []),
  };
}

/** The class given to log_model, otherwise the last class that derives from PythonModel. */
function readClassName(reader: Reader, fallback: string): string {
  const given = /^(\w+)\(/.exec(reader.argumentText("python_model") ?? "")?.[1];
  const { source } = reader;
  const classes = source
    .find("ClassDefinition")
    .filter(
      (node) =>
        node.getChild("ArgList") && source.text(node.getChild("ArgList") as never).includes("PythonModel"),
    )
    .map((node) => source.text(node.getChild("VariableName") as never));
  if (given !== undefined && classes.includes(given)) return given;
  const last = classes.at(-1);
  if (last === undefined)
    reader.notes.push(message`There is no class that derives from mlflow.pyfunc.PythonModel.`);
  return last ?? fallback;
}

function readSearchOptions(
  reader: Reader,
  fallback: Readonly<Record<string, SearchOptionValue>>,
): Readonly<Record<string, SearchOptionValue>> {
  const { source } = reader;
  const calls = source.calls("set_search_options");
  if (calls.length === 0) return {};
  const merged: Record<string, SearchOptionValue> = {};
  for (const call of calls) {
    const spread = /\*\*\s*(\w+(?:\.\w+)*)/.exec(source.text(call))?.[1];
    const fromSpread = spread === undefined ? {} : source.literal(source.assigned(spread));
    const options = reader.known(fromSpread, isOptions, message`the search options`, fallback);
    Object.assign(merged, options);
    for (const [name, node] of source.keywordArguments(call)) {
      const value = reader.known(
        source.literal(node),
        isOption,
        message`the search option ${name}`,
        fallback[name] ?? 0,
      );
      merged[name] = value;
    }
  }
  return merged;
}

function readArtifactsKey(reader: Reader, fallback: string): string {
  const used = /\.artifacts\[\s*(["'])([^"']*)\1\s*\]/.exec(reader.source.code)?.[2];
  const given = reader.argument(["artifacts"], isRecord, {});
  const keys = Object.keys(given);
  if (used !== undefined && keys.length > 0 && !keys.includes(used)) {
    reader.notes.push(
      message`The class reads context.artifacts["${used}"], but log_model is given ${keys.join(", ")}.`,
    );
  }
  return used ?? keys[0] ?? fallback;
}

function isString(value: PythonValue): value is string {
  return typeof value === "string";
}

function isBoolean(value: PythonValue): value is boolean {
  return typeof value === "boolean";
}

function isStrings(value: PythonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isRecord(value: PythonValue): value is { readonly [key: string]: PythonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOption(value: PythonValue): value is SearchOptionValue {
  return typeof value === "number" || typeof value === "boolean";
}

function isOptions(value: PythonValue): value is { readonly [key: string]: SearchOptionValue } {
  return isRecord(value) && Object.values(value).every(isOption);
}
