import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { ChatMessage } from "#cells/inference/chat.ts";
import { renderChatTemplate } from "#tokenizer/chat-template.ts";
import { firstInput } from "#wrapper/defaults.ts";
import { promptMarks, promptTemplate } from "./prompt-template.ts";

function templateOf(template: string, bosToken = "<s>") {
  const render = (messages: readonly ChatMessage[]) =>
    renderChatTemplate(template, {
      messages,
      add_generation_prompt: true,
      bos_token: bosToken,
      eos_token: "</s>",
    });
  const marks = promptMarks(render, bosToken);
  return marks && { ...promptTemplate(marks, async (messages) => render(messages), bosToken), write: render };
}

const config = JSON.parse(
  await readFile(new URL("../../public/models/phi3-demo/tokenizer_config.json", import.meta.url), "utf8"),
) as { chat_template: string };

const chat: readonly ChatMessage[] = [
  { role: "system", content: "Be short." },
  { role: "user", content: "What is the capital of Spain?" },
  { role: "assistant", content: "Madrid.\nIt has\n\nlong been." },
  { role: "user", content: "  And of <France>? " },
];

/** As published with the models; only the marks matter here. */
const templates = {
  "Phi-3's": config.chat_template,
  ChatML: `{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}`,
  "one with a BOS token": `{{ bos_token }}{% for m in messages %}{{ '[' + m['role'] + '] ' + m['content'] + ' [/end]' }}{% endfor %}{{ '[assistant] ' }}`,
};

describe.each(Object.entries(templates))("%s template", (_, template) => {
  test("reads the messages back that it has written", () => {
    const { read, write, hasSystem } = templateOf(template)!;
    expect(read(write(chat))).toEqual(chat);
    expect(hasSystem).toBe(true);
  });

  test("takes no other text for a chat", () => {
    const { read, write } = templateOf(template)!;
    const prompt = write(chat.slice(1, 2));
    const others = ["", "What is the capital of Spain?", prompt.slice(0, -4), `Hello ${prompt}`];
    expect(others.map(read)).toEqual(others.map(() => null));
  });
});

test("a prompt without the template's line ends is read, as the write-up has them", () => {
  const { prompt } = JSON.parse(firstInput("prompt")) as { prompt: string };
  expect(templateOf(config.chat_template)!.read(prompt)).toEqual([
    { role: "system", content: "You are a stand-up comedian." },
    { role: "user", content: "Tell me a joke about atom" },
  ]);
});

test("a template that drops system messages has none, and one without marks is not read", () => {
  const noSystem = `{% for m in messages %}{% if m['role'] != 'system' %}{{ '<|' + m['role'] + '|>' + m['content'] + '<|end|>' }}{% endif %}{% endfor %}<|assistant|>`;
  const { hasSystem, read, write } = templateOf(noSystem)!;
  expect(hasSystem).toBe(false);
  expect(read(write(chat))).toEqual(chat.slice(1));
  expect(templateOf(`{% for m in messages %}{{ m['content'] }}{% endfor %}`)).toBeNull();
});
