/** What a wrapper's model takes: a chat's messages, a prompt, or items of the Responses API. */
import { kindOf } from "./pyfunc-kinds.ts";
import type { Wrapper, WrapperOption } from "./wrapper.ts";

export type InputForm = "messages" | "prompt" | "items";

export function inputFormOf(wrapper: Wrapper): InputForm {
  if (wrapper.option === "pyfunc") return FORMS_OF_KINDS[kindOf(wrapper)];
  return wrapper.task === "llm/v1/chat" ? "messages" : "prompt";
}

/** What a new wrapper takes. */
export function inputFormOfOption(option: WrapperOption): InputForm {
  return option === "transformers" ? "messages" : "prompt";
}

/** An input with a question: as the text of a chat's message, or as the whole prompt. */
export function inputOf(form: InputForm, text: string): InputExample {
  switch (form) {
    case "messages":
      return { messages: [{ role: "user", content: text }] };
    case "items":
      return { input: [{ role: "user", content: text }] };
    case "prompt":
      return { prompt: text };
  }
}

export type InputExample = Readonly<
  Record<string, string | readonly { readonly role: string; readonly content: string }[]>
>;

const FORMS_OF_KINDS = { prompt: "prompt", params: "prompt", chat: "messages", responses: "items" } as const;
