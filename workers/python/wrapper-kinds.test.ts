/** The kinds of option 2's class answer in the page what real MLflow answers for the page's zips (tools/peers/wrapper-kinds.peers.test.ts). */
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { AppError, messageOf } from "#base/errors.ts";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { errorOf } from "#cells/error-of-outputs.ts";
import { askClass, type ClassModel } from "#cells/inference/ask-class.ts";
import { wrapperBehaviour } from "#cells/wrapper/wrapper-behaviour.ts";
import type { WrapperOutput } from "#cells/wrapper/wrapper-cell.ts";
import type { PythonSession } from "#python/python-session.ts";
import { type PyfuncWrapper, runsItself } from "#wrapper/wrapper.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { InferencePort, InferenceRequest } from "#inference/inference-port.ts";
import { answerRequest } from "#scoring-server/scoring-server.ts";
import { servingModel } from "#scoring-server/serving-model.ts";
import { comparable } from "../../tools/peers/served-answers.ts";
import type { TextModel } from "#genai/generate-text.ts";
import { generateText } from "#genai/generate-text.ts";
import { inferenceRequest } from "#cells/inference/inference-request.ts";
import {
  comparableAnswer,
  kindAnswers,
  type KindOfProfile,
  type KindQuestion,
  kindsOf,
  servedKinds,
} from "../../tools/peers/wrapper-kinds.ts";
import { DEMO } from "./testing/edited-wrappers.ts";
import {
  bundleOf,
  loadFolder,
  moduleSession,
  type ModuleSession,
  notebookSession,
} from "./testing/module-session.ts";

let model: { readonly bundle: ModelBundle; readonly report: BundleReport };
let engine: TextModel;

beforeAll(async () => {
  const bundle = await bundleOf(DEMO);
  model = { bundle, report: await inspectBundle(bundle) };
  engine = await loadFolder(DEMO);
});

test.each(["current", "mid-2025"] as const)(
  "the kinds of %s",
  async (profile) => {
    const kinds = kindsOf(profile);
    const recorded = await kindAnswers(profile);
    const session = notebookSession(DEMO, profile);
    const python = await moduleSession(DEMO, profile);
    onTestFinished(() => {
      session.end();
      python.end();
    });
    for (const [at, { name, wrapper, questions }] of kinds.entries()) {
      const { wrapper: run, code } = await runWrapper(wrapper, session);
      const answers: unknown[] = [];
      for (const question of questions) {
        if (question.stream) answers.push(await inCodeCell(code, question, python));
        else if (runsItself(run))
          answers.push(
            await inClass({ ...model, wrapper: run, code, runtime: "automatic" }, question, session),
          );
        else
          answers.push(await here(run as PyfuncWrapper, question).catch((error: unknown) => refusal(error)));
      }
      const expected = recorded[at]?.answers.map(asRefusal);
      expect([name, comparableAnswer(answers)]).toEqual([name, expected]);
    }
  },
  60_000,
);

/** As a wrapper cell runs it. */
function runWrapper(form: PyfuncWrapper, session: PythonSession): Promise<WrapperOutput> {
  const context = {
    python: () => Promise.resolve(session),
    events: EVENTS,
    signal: new AbortController().signal,
  } as unknown as RunContext;
  const cell = { id: "w", type: "wrapper", wrapper: { form, editedCode: null } } as const;
  return Promise.resolve(wrapperBehaviour.run(cell, { model: null, wrapper: null }, context));
}

const EVENTS = {
  onProgress: () => undefined,
  onTextDelta: () => undefined,
  onInput: () => Promise.reject(new Error("Nothing asks.")),
};

/** predict_stream, which code cells ask: the wrapper's Python logs the model, as in the saved notebook. */
async function inCodeCell(code: string, { input }: KindQuestion, python: ModuleSession): Promise<unknown> {
  const asking = `import json
loaded = mlflow.pyfunc.load_model(model_info.model_uri)
print(json.dumps(list(loaded.predict_stream(json.loads(${JSON.stringify(JSON.stringify(input))})))))`;
  const { stdout, error } = await python.run(`${code}\n${asking}\n`);
  if (error !== null) throw new Error(error);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as unknown;
}

/** What predict gives in the cell. */
async function inClass(asked: ClassModel, { input }: KindQuestion, session: PythonSession): Promise<unknown> {
  const question = { name: "predict", input: JSON.stringify(input), params: null } as const;
  const answer = await askClass(session, asked, question, EVENTS, new AbortController().signal);
  if (answer.failed) {
    const [, message = ""] = /^\w+: ([\s\S]*)$/.exec(errorOf(answer.outputs)) ?? [];
    return { error: worded(message) };
  }
  return JSON.parse(answer.json ?? "null") as unknown;
}

test("the local endpoint answers as mlflow models serve does", async () => {
  const answers: Record<string, readonly unknown[]> = {};
  const session = notebookSession(DEMO);
  onTestFinished(() => session.end());
  for (const { name, wrapper, bodies } of kindsOf("current")) {
    if (bodies.length === 0) continue;
    const ran = await runWrapper(wrapper, session);
    const run = { ...model, ...ran, runtime: "automatic" } as const;
    const served = servingModel(run, inference, async (question, signal) => {
      if (!runsItself(ran.wrapper)) throw new Error("The page's own path was to answer.");
      const own = { ...run, wrapper: ran.wrapper };
      const answer = await askClass(session, own, { name: "serve", ...question }, EVENTS, signal);
      if (answer.failed) throw new Error(errorOf(answer.outputs));
      return answer.json;
    });
    const told: unknown[] = [];
    for (const body of bodies) {
      const request = { route: "invocations", method: "POST", contentType: "application/json" } as const;
      const bytes = new TextEncoder().encode(body).buffer;
      const signal = new AbortController().signal;
      const {
        status,
        contentType,
        body: answer,
      } = await answerRequest({ ...request, body: bytes }, served, signal);
      told.push(comparable({ status, type: contentType, body: answer }));
    }
    answers[name] = told.map(comparableAnswer);
  }
  expect(answers).toEqual(await servedKinds());
});

/** The page's inference worker, on onnxruntime-node. */
const inference = {
  async predict(request: InferenceRequest): Promise<unknown> {
    if (request.option !== "pyfunc") throw new Error("Only option 2 is asked here.");
    const { prompt } = request.input;
    const { text } = await generateText(engine, { prompt, searchOptions: request.wrapper.searchOptions });
    return { option: "pyfunc", response: text, stopped: false };
  },
} as unknown as InferencePort;

async function here(wrapper: KindOfProfile["wrapper"], { input, params }: KindQuestion): Promise<unknown> {
  const { request } = inferenceRequest(model, wrapper, "automatic", JSON.stringify(input), {
    params: params && JSON.stringify(params),
  });
  if (request.option !== "pyfunc") throw new Error("The input was read for the other option.");
  const { prompt } = request.input;
  const { text } = await generateText(engine, { prompt, searchOptions: request.wrapper.searchOptions });
  return text;
}

/** MLflow's words, without what the page says about them. */
function refusal(error: unknown): unknown {
  if (!(error instanceof AppError)) throw error;
  const { cause } = error;
  return { error: worded(messageOf(cause ?? error)) };
}

function asRefusal(answer: unknown): unknown {
  const isRefusal = typeof answer === "object" && answer !== null && "error" in answer;
  return isRefusal ? { error: worded((answer as unknown as { message: string }).message) } : answer;
}

/** The page leaves the data and the schema out. */
function worded(text: string): string {
  return text.replace(/^Failed to enforce schema of data .* Error: /, "");
}
