import { expect, test } from "vitest";
import { ChatPrompt } from "./chat-prompt.ts";

const MESSAGES = [{ role: "user", content: "Hi" }];
const TEMPLATE = "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}";

const render = (config: unknown, file?: string): string => new ChatPrompt(config, file).render(MESSAGES);

test.each([
  ["text", { chat_template: TEMPLATE }, undefined, "Hi"],
  [
    "tokens",
    { chat_template: TEMPLATE, bos_token: "<s>", eos_token: { content: "</s>" } },
    undefined,
    "<s>Hi</s>",
  ],
  ["tokens of no text", { chat_template: TEMPLATE, bos_token: 5, eos_token: null }, undefined, "Hi"],
  ["a file, which goes before", { chat_template: "no" }, "{{ messages|length }}", "1"],
  [
    "several templates",
    {
      chat_template: [
        { name: "tool_use", template: "no" },
        { name: "default", template: TEMPLATE },
      ],
    },
    undefined,
    "Hi",
  ],
  ["a template called __proto__", { chat_template: TEMPLATE, ["__proto__"]: "x" }, undefined, "Hi"],
])("a prompt is made of %s", (_, config, file, prompt) => {
  expect(render(config, file)).toBe(prompt);
});

test.each([
  [
    "no template",
    {},
    "The tokenizer has no chat template: neither tokenizer_config.json nor chat_template.jinja gives one.",
  ],
  [
    "null",
    { chat_template: null },
    "The tokenizer has no chat template: neither tokenizer_config.json nor chat_template.jinja gives one.",
  ],
  [
    "a number",
    { chat_template: 5 },
    'The chat template in tokenizer_config.json has to be text, or a list with a template called "default".',
  ],
  [
    "an empty list",
    { chat_template: [] },
    'The chat template in tokenizer_config.json has to be text, or a list with a template called "default".',
  ],
  [
    "an object",
    { chat_template: { default: "a" } },
    'The chat template in tokenizer_config.json has to be text, or a list with a template called "default".',
  ],
  [
    "a config that is no object",
    [],
    "The tokenizer has no chat template: neither tokenizer_config.json nor chat_template.jinja gives one.",
  ],
])("%s is refused", (_, config, words) => {
  expect(() => render(config)).toThrow(words);
});

test.each([
  ["{{ raise_exception('Roles must alternate.') }}", "Roles must alternate."],
  ["{{ messages[7].content }}", "list object has no element 7"],
  ["{{ messages[0].content }", "unexpected '}'"],
  [
    "{% for i in range(99999) %}{% for i in range(99999) %}{% endfor %}{% endfor %}",
    "it takes more than 1000000 steps, so that it may never end.",
  ],
])("the template %s is refused with its reason", (template, reason) => {
  expect(() => render({}, template)).toThrow(`The chat template cannot render these messages: ${reason}`);
});
