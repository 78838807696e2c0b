/** Converts an inference cell's input to the other option's form. */
import type { InputForm } from "#wrapper/input-form.ts";
import type { ChatMessage } from "./chat.ts";
import { parseItems, parseMessages, parsePrompt } from "./typed-input.ts";

/** What a chat's template does, as in `PromptTemplate`. */
export interface PromptForm {
  readonly write: (messages: readonly ChatMessage[]) => Promise<string>;
  readonly read: (prompt: string) => readonly ChatMessage[] | null;
}

/** Phi-3's template, for models whose own cannot be read. */
const PHI3: PromptForm = {
  write: async (messages) =>
    `${messages.map(({ role, content }) => `<|${role}|>\n${content}<|end|>\n`).join("")}<|assistant|>\n`,
  read: (prompt) => {
    const turns = prompt.split("<|end|>");
    if (turns.pop()?.trim() !== "<|assistant|>") return null;
    const messages = turns.flatMap((turn) => {
      const [, role, content = ""] = /^\s*<\|(\w+)\|>\n?([^]*)$/.exec(turn) ?? [];
      return role === undefined ? [] : [{ role, content }];
    });
    return messages.length > 0 && messages.length === turns.length ? messages : null;
  },
};

/**
 * @param input JSON as typed.
 * @param template of the model above; null if it has none that can be read.
 * @returns the question in the other form; an input that cannot be read is returned unchanged.
 */
export async function convertInput(
  input: string,
  to: InputForm,
  template: PromptForm | null,
): Promise<string> {
  const messages = messagesIn(input, template);
  if (messages === null || messages.form === to) return input;
  const { value } = messages;
  if (to === "prompt") {
    const write = (form: PromptForm) => form.write(value);
    const prompt = await write(template ?? PHI3).catch(() => write(PHI3));
    return JSON.stringify({ prompt }, null, 2);
  }
  return JSON.stringify(to === "messages" ? { messages: value } : { input: value }, null, 2);
}

function messagesIn(
  input: string,
  template: PromptForm | null,
): { readonly form: InputForm; readonly value: readonly ChatMessage[] } | null {
  const messages = parseMessages(input);
  if (messages.kind === "shown") return { form: "messages", value: messages.value };
  const items = parseItems(input);
  if (items.kind === "shown") return { form: "items", value: items.value };
  const prompt = parsePrompt(input);
  if (prompt.kind !== "shown") return null;
  const read = template?.read(prompt.value) ?? PHI3.read(prompt.value);
  return { form: "prompt", value: read ?? [{ role: "user", content: prompt.value }] };
}
