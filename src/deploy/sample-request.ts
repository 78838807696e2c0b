/** The request of a sample, in the form that its server takes, and where the answer is in the response. */
import { isRecord } from "#base/record.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";

/** MLflow's scoring server takes the first three at /invocations, Azure ML's "input_data" at /score. */
export const PAYLOAD_FORMS = ["messages", "dataframe_split", "inputs", "input_data"] as const;
export type PayloadForm = (typeof PAYLOAD_FORMS)[number];

/** What predict takes: {"messages": […], …} or {"prompt": "…"}. */
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

/**
 * The answer's text in a server's response, whether under "predictions" or bare.
 * @returns null if it is not an answer of this option.
 */
export function answerText(option: WrapperOption, response: unknown): string | null {
  const body = isRecord(response) && "predictions" in response ? response["predictions"] : response;
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (option === "pyfunc") return typeof first === "string" ? first : null;
  const choices = isRecord(first) ? first["choices"] : undefined;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = isRecord(choice) ? choice["message"] : undefined;
  const content = isRecord(message) ? message["content"] : undefined;
  return typeof content === "string" ? content : null;
}
