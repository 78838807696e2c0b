/** The kinds of option 2's class answer in the page what real MLflow answers for the page's zips (tools/peers/wrapper-kinds.peers.test.ts). */
import { beforeAll, expect, test } from "vitest";
import { AppError, messageOf } from "#base/errors.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { InferencePort, InferenceRequest } from "#inference/inference-port.ts";
import { answerRequest } from "#serving/scoring-server.ts";
import { servingModel } from "#serving/serving-model.ts";
import { generateCode } from "#wrapper/generate-code.ts";
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
import { bundleOf, loadFolder } from "./testing/module-session.ts";

let model: { readonly bundle: ModelBundle; readonly report: BundleReport };
let engine: TextModel;

beforeAll(async () => {
  const bundle = await bundleOf(DEMO);
  model = { bundle, report: await inspectBundle(bundle) };
  engine = await loadFolder(DEMO);
});

test.each(["current", "mid-2025"] as const)("the kinds of %s", async (profile) => {
  const kinds = kindsOf(profile);
  const found: unknown[] = [];
  for (const { wrapper, questions } of kinds) {
    const answers: unknown[] = [];
    for (const question of questions)
      answers.push(await here(wrapper, question).catch((error: unknown) => refusal(error)));
    found.push(comparableAnswer(answers));
  }
  const recorded = await kindAnswers(profile);
  expect(found).toEqual(recorded.map(({ answers }) => answers.map(asRefusal)));
});

test("the local endpoint answers as mlflow models serve does", async () => {
  const answers: Record<string, readonly unknown[]> = {};
  for (const { name, wrapper, bodies } of kindsOf("current")) {
    if (bodies.length === 0) continue;
    const run = { ...model, wrapper, code: generateCode(wrapper), runtime: "automatic" } as const;
    const served = servingModel(run, inference, () => Promise.reject(new Error("Nothing asks.")));
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
