/** The request of a sample, in the form that its server takes, and where the answer is in the response. */
import { isRecord } from "#base/record.ts";
import { type InputForm, inputFormOf } from "#wrapper/input-form.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";

/** MLflow's scoring server takes the first three at /invocations, Azure ML's "input_data" at /score. */
export const PAYLOAD_FORMS = ["messages", "dataframe_split", "inputs", "input_data"] as const;
export type PayloadForm = (typeof PAYLOAD_FORMS)[number];

/** What predict takes: {"messages": […], …}, {"input": […], …} or {"prompt": "…"}. */
export type ModelInput = Readonly<Record<string, unknown>>;

export function requestBody(form: PayloadForm, input: ModelInput): object {
  const split = { columns: Object.keys(input), data: [Object.values(input)] };
  switch (form) {
    case "messages":
      return input;
    case "dataframe_split":
      return { dataframe_split: split };
    case "inputs":
      return { inputs: Object.fromEntries(Object.entries(input).map(([key, value]) => [key, [value]])) };
    case "input_data":
      return { input_data: { columns: split.columns, index: [0], data: split.data } };
  }
}

/** Where the text lies in an answer: as for what is asked, in a text completion, or in a list of texts. */
export type AnswerForm = InputForm | "completion" | "texts";

export function answerFormOf(wrapper: Wrapper): AnswerForm {
  if (wrapper.option === "transformers" && wrapper.task !== "llm/v1/chat")
    return wrapper.task === "text-generation" ? "texts" : "completion";
  return inputFormOf(wrapper);
}

/**
 * The answer's text in a server's response, whether under "predictions" or bare.
 * @returns null if it is not an answer of this model.
 */
export function answerText(answers: AnswerForm, response: unknown): string | null {
  const body = isRecord(response) && "predictions" in response ? response["predictions"] : response;
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (answers === "prompt" || answers === "texts") return typeof first === "string" ? first : null;
  if (answers === "items") return textOf(firstOf(firstOf(first, "output"), "content"), "text");
  const choice = firstOf(first, "choices");
  if (answers === "completion") return textOf(choice, "text");
  return textOf(isRecord(choice) ? choice["message"] : undefined, "content");
}

function firstOf(value: unknown, name: string): unknown {
  const list = isRecord(value) ? value[name] : undefined;
  return Array.isArray(list) ? list[0] : undefined;
}

function textOf(value: unknown, name: string): string | null {
  const text = isRecord(value) ? value[name] : undefined;
  return typeof text === "string" ? text : null;
}
