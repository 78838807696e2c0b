import { expect, test } from "vitest";
import type { ColSpec } from "#mlflow/signature.ts";
import { answerRequest } from "./scoring-server.ts";

const COLUMNS: readonly ColSpec[] = [
  { name: "prompt", type: { kind: "scalar", dataType: "string" }, required: true },
];

async function score(payload: unknown): Promise<{ status: number; body: unknown }> {
  const { status, body } = await answerRequest(
    {
      route: "score",
      method: "POST",
      contentType: "application/json",
      body: new TextEncoder().encode(JSON.stringify(payload)).buffer,
    },
    {
      option: "pyfunc",
      params: null,
      columns: COLUMNS,
      mlflowVersion: "3.17.2",
      predict: (prompt) => Promise.resolve(`asked: ${prompt}`),
    },
    new AbortController().signal,
  );
  return { status, body: JSON.parse(body) };
}

test("input_data in split form is a DataFrame, and the prediction comes bare", async () => {
  expect(await score({ input_data: { columns: ["prompt"], index: [0], data: [["Hi"]] } })).toEqual({
    status: 200,
    body: "asked: Hi",
  });
  expect(await score({ input_data: { columns: ["prompt"], data: [["Hi"], ["Ho"]] } })).toEqual({
    status: 200,
    body: "asked: Hi",
  });
});

test("other input_data goes to predict as it is", async () => {
  expect(await score({ input_data: { prompt: "Hi" } })).toEqual({ status: 200, body: "asked: Hi" });
  expect(await score({ input_data: [{ prompt: "Hi" }] })).toEqual({ status: 200, body: "asked: Hi" });
});

test("without input_data it says what is missing", async () => {
  expect(await score({ inputs: { prompt: "Hi" } })).toMatchObject({
    status: 500,
    body: { message: "Request must contain a top level key named 'input_data'" },
  });
});
