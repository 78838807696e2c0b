/** An inference cell's input as the other option takes it. */
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { ChatMessage } from "./chat.ts";
import { parseMessages, parsePrompt } from "./typed-input.ts";

/** What a chat's template does, as `PromptTemplate` has it. */
export interface PromptForm {
  readonly write: (messages: readonly ChatMessage[]) => Promise<string>;
  readonly read: (prompt: string) => readonly ChatMessage[] | null;
}

/** How Phi-3 has it, for models whose own template cannot be read. */
const PHI3: PromptForm = {
  write: async (messages) =>
    `${messages.map(({ role, content }) => `<|${role}|>\n${content}<|end|>\n`).join("")}<|assistant|>\n`,
  read: (prompt) => {
    if (!/^(<\|\w+\|>[^]*?<\|end\|>\s*)+<\|assistant\|>\s*$/.test(prompt)) return null;
    return [...prompt.matchAll(/<\|(\w+)\|>\n?([^]*?)<\|end\|>/g)].map(([, role = "", content = ""]) => ({
      role,
      content,
    }));
  },
};

/**
 * @param input JSON as typed.
 * @param template of the model above; null where it has none that can be read.
 * @returns the question in the other form; the input as it is where it is no input of an option.
 */
export async function convertInput(
  input: string,
  to: WrapperOption,
  template: PromptForm | null,
): Promise<string> {
  if (to === "pyfunc") {
    const messages = parseMessages(input);
    if (messages.kind !== "shown") return input;
    const write = (form: PromptForm) => form.write(messages.value);
    const prompt = await write(template ?? PHI3).catch(() => write(PHI3));
    return JSON.stringify({ prompt }, null, 2);
  }
  const prompt = parsePrompt(input);
  if (prompt.kind !== "shown") return input;
  const messages = template?.read(prompt.value) ?? PHI3.read(prompt.value);
  return JSON.stringify({ messages: messages ?? [{ role: "user", content: prompt.value }] }, null, 2);
}
