/** Option 1's other tasks answer as real MLflow does, from the tokens that it generated (tools/peers/pipeline-tasks.peers.test.ts). */
import { readFile } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";
import { describe, expect, test } from "vitest";
import { AppError, messageOf } from "#base/errors.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import { parseInferenceInput } from "#mlflow/parse-inference-input.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import type { ServedModel } from "#scoring-server/predict.ts";
import { answerRequest } from "#scoring-server/scoring-server.ts";
import { comparable } from "../../tools/peers/served-answers.ts";
import {
  PIPELINE_TASKS,
  TASK_BODIES,
  TASK_INPUTS,
  type TaskAnswersJson,
  wrapperOfTask,
} from "../../tools/peers/pipeline-tasks.ts";
import { complete } from "./complete-chat.ts";
import { type GenerationConfigJson, generationParams, planLength } from "./generation-params.ts";
import type { PipelineAnswer, PromptRequestJson } from "./text-completion.ts";

const demo = new URL("../../public/models/phi3-demo/", import.meta.url);

async function readJson(url: URL): Promise<unknown> {
  return JSON.parse(await readFile(url, "utf8")) as unknown;
}

const fixture = new URL("../../tools/peers/fixtures/pipeline/tasks-current.json", import.meta.url);
const { tasks } = (await readJson(fixture)) as { tasks: Record<string, TaskAnswersJson> };
const generationConfig = (await readJson(new URL("generation_config.json", demo))) as GenerationConfigJson;
const tokenizer = new Tokenizer(
  (await readJson(new URL("tokenizer.json", demo))) as object,
  (await readJson(new URL("tokenizer_config.json", demo))) as object,
);
const CONTEXT = 1024;

describe.each(PIPELINE_TASKS)("%s", (task) => {
  const wrapper = wrapperOfTask(task);
  const { results, served = [], signature } = tasks[task] as TaskAnswersJson;
  const cases = TASK_INPUTS[task].map((input, at) => ({ input, result: results[at] ?? {} }));

  /** From the tokens of the fixture; "no tokens" where MLflow has run none. */
  function answer(request: PromptRequestJson, { promptIds, ids }: (typeof results)[number]): PipelineAnswer {
    const { prompt } = request;
    const params = generationParams(request, wrapper.modelConfig, generationConfig);
    const whole = tokenizer.encode(prompt, { add_special_tokens: false }).ids;
    const plan = planLength(whole.length, params, CONTEXT);
    if (!ids || !promptIds) throw new Error("no tokens");
    expect(whole.slice(0, plan.promptTokens)).toEqual(promptIds);
    expect(ids.length - promptIds.length).toBeLessThanOrEqual(plan.maxNewTokens);
    return complete(wrapper, {
      prompt,
      promptTokenIds: whole,
      readTokenIds: promptIds,
      outputTokenIds: ids,
      params,
      decode: (tokenIds) =>
        tokenizer.decode([...tokenIds], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
      model: "phi3-demo",
      id: "an id",
      createdSeconds: 0,
    });
  }

  function asked(input: unknown): PromptRequestJson {
    return parseInferenceInput(JSON.stringify(input), wrapper).request as PromptRequestJson;
  }

  test("has MLflow's signature", () => {
    expect(printSignature(signatureOf(wrapper)).trimEnd()).toBe(signature.trimEnd());
  });

  test.each(cases.filter(({ result }) => result.prediction !== undefined))(
    "answers $input",
    ({ input, result }) => {
      expect([answer(asked(input), result)]).toEqual(result.prediction);
    },
  );

  test.each(cases.filter(({ result }) => result.error !== undefined))(
    "refuses $input",
    ({ input, result }) => {
      expect(() => answer(asked(input), result)).toThrow(AppError);
    },
  );

  test("the local endpoint answers as mlflow models serve does", async () => {
    const model: ServedModel = {
      option: "transformers",
      task,
      columns: signatureOf(wrapper).inputs ?? [],
      mlflowVersion: "3.17.2",
      predict(request) {
        if ("messages" in request) throw new Error("It is asked with a prompt.");
        const known = cases.find(({ input }) => {
          const each = typeof input === "string" ? { prompt: input } : input;
          return JSON.stringify(each) === JSON.stringify(sorted(request));
        });
        return Promise.resolve(answer(request, known?.result ?? {}));
      },
    };
    const found: unknown[] = [];
    for (const body of TASK_BODIES[task]) {
      const request = { route: "invocations", method: "POST", contentType: "application/json" } as const;
      const bytes = new TextEncoder().encode(body).buffer;
      const told = await answerRequest(
        { ...request, body: bytes },
        model,
        new AbortController().signal,
      ).catch((error: unknown) => ({ status: 0, contentType: "", body: messageOf(error) }));
      found.push(comparable({ status: told.status, type: told.contentType, body: told.body }));
    }
    expect(found).toEqual(served);
  });
});

/** The prompt first, as the inputs have it. */
function sorted({ prompt, ...settings }: PromptRequestJson): object {
  return { prompt, ...settings };
}
