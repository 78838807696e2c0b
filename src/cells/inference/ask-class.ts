/** Asks a wrapper's own class in the notebook's Python, as mlflow.pyfunc asks the one in the page's zip. */
import { nullable, number, object, parseJson as readJson, pipe, string } from "valibot";
import { readStored } from "#base/read-stored.ts";
import { list } from "#base/schemas.ts";
import { AppError, cancelled } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import { steadyNowMs } from "#base/steady-clock.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { readBundleText } from "#bundle/read-bundle-file.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { ClassAnswer } from "#inference/class-answer.ts";
import type { GenerationMetrics, InferenceEvents } from "#inference/inference-port.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import { sourceDigest } from "#mlflow/source-digest.ts";
import type { OpenedSource } from "#python/model-consent.ts";
import { readDumpedJson } from "#python-values/read-python-json.ts";
import { artifactFolder } from "#mlflow/source-model-name.ts";
import type { PythonSession, QuestionEvents, SessionAnswer, SessionHost } from "#python/python-session.ts";
import { moduleName, moduleOf } from "#wrapper/class-module.ts";
import type { CodedModel, PyfuncWrapper } from "#wrapper/wrapper.ts";
import type { JupyterJson } from "../cell-base.ts";
import { runtimeSchema } from "./answer-schema.ts";

/** What an inference cell runs if the class runs itself. */
export interface ClassModel {
  readonly wrapper: PyfuncWrapper & { readonly coded: CodedModel };
  /** The wrapper cell's Python. */
  readonly code: string;
  readonly bundle: ModelBundle;
  readonly report: BundleReport;
  readonly runtime: RuntimeChoice;
}

/** The arguments of predict, as JSON texts. */
export type ClassQuestion =
  | { readonly name: "predict"; readonly input: string; readonly params: string | null }
  /** From the scoring server: a frame has columns and labels. The model is loaded once, and kept. */
  | {
      readonly name: "serve";
      readonly input: string;
      readonly params: string | null;
      readonly isFrame: boolean;
    };

/**
 * @param onInput answers `input()`.
 * @returns the answer; an exception of the class is in its outputs. If the signal aborts, the answer is marked as stopped and has the
 * text so far.
 * @throws AppError "invalid-bundle" if the model cannot run, "invalid-wrapper" if the code has no such class, "needs-consent" if the
 * class came with an opened model, "aborted" before anything was generated, "python-ended".
 */
export async function askClass(
  session: PythonSession,
  model: ClassModel,
  question: ClassQuestion,
  events: InferenceEvents & Pick<QuestionEvents, "onInput">,
  signal: AbortSignal,
): Promise<ClassAnswer> {
  const readiness = model.report.pyfunc.runs;
  if (!readiness.ready && artifactFolder(model.wrapper, model.bundle) !== null)
    throw new AppError("invalid-bundle", readiness.reason);
  const { name, ...asked } = question;
  const generated = { text: "", tokenCount: 0 };
  const beganMs = steadyNowMs();
  const answer = await session.ask(
    {
      name,
      opened: model.wrapper.coded.opened ?? null,
      argument: async (offer) => ({ ...asked, model: await modelInPython(model, offer, signal) }),
    },
    {
      onProgress: (progress) => events.onProgress(progress),
      onInput: events.onInput,
      onTextDelta(delta) {
        generated.text += delta.text;
        generated.tokenCount = delta.tokenCount;
        events.onTextDelta(delta);
      },
    },
    signal,
  );
  if (answer.json !== null) return parseAnswer(answer.json, answer.outputs);
  if (signal.aborted && generated.tokenCount === 0) throw cancelled();
  return withoutValue(answer, generated, steadyNowMs() - beganMs, signal.aborted);
}

/**
 * The modules of an opened model that its class can import, by their paths in code/.
 * @throws AppError "invalid-bundle" if they are not those that the person was asked about.
 */
async function openedModules(
  { files, sha256 }: OpenedSource,
  { mlflowFiles }: ModelBundle,
  signal: AbortSignal,
): Promise<(readonly [string, string])[]> {
  // Another model was chosen: the class has no files beside it.
  if (mlflowFiles === undefined) return [];
  const sources = [];
  for (const path of files) {
    const file = mlflowFiles.find((each) => each.path === path);
    if (file === undefined) return [];
    sources.push({ path, text: await readBundleText(file, { signal }) });
  }
  if ((await sourceDigest(sources)) !== sha256) {
    throw new AppError(
      "invalid-bundle",
      message`The model's Python files are not those that were opened with it. Open the model again.`,
    );
  }
  return sources.flatMap(({ path, text }) => {
    const [, ...inside] = path.split("/");
    return inside.length === 0 ? [] : [[inside.join("/"), text] as const];
  });
}

/**
 * The model as phi3_session/wrappers.py loads it.
 * @throws AppError "invalid-wrapper" if the code has no such class.
 */
export async function modelInPython(
  { wrapper, code, bundle, runtime }: ClassModel,
  offer: SessionHost["offer"],
  signal: AbortSignal,
): Promise<object> {
  const { logged, object } = wrapper.coded;
  const source = logged?.fileName ? code : moduleOf(code, wrapper.className, object);
  const opened = wrapper.coded.opened ?? null;
  const modules = opened === null ? [] : await openedModules(opened, bundle, signal);
  const folder = artifactFolder(wrapper, bundle);
  const artifacts =
    folder === null ? {} : { [wrapper.artifactsKey]: { folder, reference: await offer(bundle, runtime) } };
  return { ...modelIn(wrapper), source, modules, artifacts, files: logged?.artifacts ?? [] };
}

function modelIn({ className, coded, modelFromCode }: ClassModel["wrapper"]): object {
  const { signature, isOfTypeHints, modelConfig } = coded;
  const isFromCode = modelFromCode === true;
  // The file itself names it, by set_model.
  const object = coded.logged?.fileName ? null : coded.object;
  return { module: moduleName(className), object, signature, isOfTypeHints, modelConfig, isFromCode };
}

/** From phi3_session/wrappers.py. */
const answeredSchema = object({
  text: string(),
  type: string(),
  repr: string(),
  json: nullable(string()),
  tokenIds: list(number()),
  tokenTimesMs: list(number()),
  promptTokens: number(),
  totalMs: number(),
  loadMs: number(),
  /** JSON */
  runtime: pipe(string(), readJson(), nullable(runtimeSchema)),
});

/** Python's answer came from code that may be anyone's. @throws AppError if it is not what the page's module returns. */
function parseAnswer(json: string, outputs: readonly JupyterJson[]): ClassAnswer {
  const answer = readStored(answeredSchema, parseJson(json), "Python");
  const { text, tokenTimesMs, promptTokens, totalMs, loadMs, ...given } = answer;
  return {
    option: "class",
    response: text,
    ...given,
    outputs,
    failed: false,
    metrics: metricsOf(tokenTimesMs, promptTokens, totalMs, loadMs),
    stopped: false,
  };
}

export function metricsOf(
  tokenTimesMs: readonly number[],
  promptTokens: number,
  totalMs: number,
  modelLoadMs: number,
): GenerationMetrics {
  const [first = totalMs, last = totalMs] = [tokenTimesMs[0], tokenTimesMs.at(-1)];
  const count = tokenTimesMs.length;
  return {
    promptTokens,
    reusedTokens: 0,
    generatedTokens: count,
    timeToFirstTokenMs: first,
    tokensPerSecond: count < 2 || last === first ? null : (1000 * (count - 1)) / (last - first),
    totalMs,
    modelLoadMs,
    tokenTimesMs,
  };
}

function withoutValue(
  { outputs }: SessionAnswer,
  generated: { readonly text: string; readonly tokenCount: number },
  totalMs: number,
  stopped: boolean,
): ClassAnswer {
  return {
    option: "class",
    response: generated.text,
    type: "",
    repr: "",
    json: null,
    // The cell itself reports Stop.
    outputs: stopped ? outputs.filter((output) => output["output_type"] !== "error") : outputs,
    failed: !stopped,
    tokenIds: [],
    metrics: { ...metricsOf([], 0, totalMs, 0), generatedTokens: generated.tokenCount },
    runtime: null,
    stopped,
  };
}

/** An input or params as a person typed them; Python reads them, so NaN and Infinity may be in them. @throws AppError "invalid-input" */
export function requireJson(given: string, what: "input" | "params"): void {
  try {
    readDumpedJson(given);
  } catch (cause) {
    throw new AppError(
      "invalid-input",
      what === "input"
        ? message`The input is not valid JSON. It should look like ${'{"prompt": "Hi"}'}.`
        : message`The params are not valid JSON. They should look like ${'{"temperature": 0.5}'}.`,
      { cause },
    );
  }
}
