import { describe, expect, test } from "vitest";
import { cancelled } from "#base/errors.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { ServedModel } from "./predict.ts";
import { answerRequest } from "./scoring-server.ts";
import type { EndpointRoute, ServedRequest } from "./served.ts";
import { comparable, scoringCases, shapeOf } from "./testing/scoring-cases.ts";

const MLFLOW_VERSION = "3.17.2";

/** What onnxruntime-genai answered for the demo model when the server was asked. */
const ANSWERS: Readonly<Record<string, string>> = {
  "<|user|>What is the capital of Spain?<|end|><|assistant|>": " The capital of Spain is Madrid.",
  "<|user|>What is the capital of Italy?<|end|><|assistant|>": " The capital of Italy is Rome.",
  "3": " I am only a tiny demo model, so I do not know that. Try a capital, a joke, a list, or MLflow.",
  "3.0": "ing suitcase, and I make my suitcase, and now it wants a holiday!",
  True: ".",
  None: "ssss.",
};

function pyfuncModel(asked: string[] = []): ServedModel {
  return {
    option: "pyfunc",
    params: null,
    columns: signatureOf(defaultWrapper("pyfunc")).inputs ?? [],
    mlflowVersion: MLFLOW_VERSION,
    predict: (prompt) => {
      asked.push(prompt);
      // onnxruntime-genai refuses to generate from an empty prompt.
      if (prompt === "") return Promise.reject(new Error("input_ids is empty"));
      return Promise.resolve(ANSWERS[prompt] ?? "Not recorded.");
    },
  };
}

function chatModel(asked: ChatRequestJson[] = []): ServedModel {
  return {
    option: "transformers",
    task: "llm/v1/chat",
    columns: signatureOf(defaultWrapper("transformers")).inputs ?? [],
    mlflowVersion: MLFLOW_VERSION,
    predict: (request) => {
      if ("messages" in request) asked.push(request);
      return Promise.resolve({
        id: "an id",
        object: "chat.completion",
        created: 1,
        model: "phi3-demo",
        usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
        choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "…" } }],
      });
    },
  };
}

function requestOf(
  body: string,
  {
    route = "invocations",
    method = "POST",
    contentType = "application/json",
  }: { route?: EndpointRoute; method?: string; contentType?: string | null } = {},
): ServedRequest {
  return { route, method, contentType, body: new TextEncoder().encode(body).buffer };
}

async function ask(model: ServedModel, request: ServedRequest) {
  return answerRequest(request, model, new AbortController().signal);
}

describe.each([
  ["option 1", "scoring-option1.json", chatModel, shapeOf],
  ["option 2", "scoring-option2.json", pyfuncModel, comparable],
] as const)("%s answers as MLflow's scoring server", (_, fixture, model, form) => {
  test.each(scoringCases(fixture))("$contentType: $body", async (expected) => {
    const { status, contentType, body } = await ask(
      model(),
      requestOf(expected.body, { contentType: expected.contentType }),
    );
    const isJson = contentType === "application/json";
    const response: unknown = isJson ? JSON.parse(body) : body;
    expect({ status, contentType, response: form(response) }).toEqual({
      status: expected.status,
      contentType: expected.responseType,
      response: form(expected.response),
    });
  });
});

test("a request that is ended while the model answers has no answer", async () => {
  const ended: ServedModel = { ...pyfuncModel(), predict: () => Promise.reject(cancelled()) };
  await expect(ask(ended, requestOf('{"inputs": {"prompt": "Hi"}}'))).rejects.toMatchObject({
    code: "aborted",
  });
});
