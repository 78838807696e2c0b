import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import type { TemplateMessage } from "../chat-template.ts";
import { JinjaError } from "./jinja-error.ts";
import { renderJinja } from "./jinja.ts";

interface CaseJson {
  readonly name?: string;
  readonly template: string;
  readonly messages?: readonly TemplateMessage[];
  readonly prompt?: string;
  readonly error?: { readonly type: string; readonly message: string };
}

const { resolve } = createRequire(import.meta.url);
const { cases } = JSON.parse(readFileSync(resolve("#fixtures/pipeline/chat-templates.json"), "utf8")) as {
  cases: readonly CaseJson[];
};
const MESSAGES = cases[0]!.messages!;
/** Of the demo model, which recorded them. */
const TOKENS = {
  bos_token: "<s>",
  eos_token: "<|endoftext|>",
  unk_token: "<unk>",
  pad_token: "<|endoftext|>",
};

/** What transformers gives, or the class of its error. */
const recorded = ({ prompt, error }: CaseJson): string => (error ? `! ${error.type}` : `: ${prompt}`);

function rendered({ template, messages = MESSAGES }: CaseJson): string {
  try {
    const variables = { messages, tools: null, documents: null, add_generation_prompt: true, ...TOKENS };
    return `: ${renderJinja(template, variables)}`;
  } catch (error) {
    if (!(error instanceof JinjaError)) throw error;
    return `! ${error.type}`;
  }
}

test.each(cases.filter(({ name }) => name !== undefined))("$name gives what transformers gives", (each) => {
  expect(rendered(each)).toBe(recorded(each));
});

/** Of what no chat template has use for. */
const LEFT_OUT = "! NotImplementedError";
const parts = cases.filter(({ name }) => name === undefined);

test("each part of jinja2 gives what transformers gives, or fails with its class of error", () => {
  const compared = parts.filter((each) => rendered(each) !== LEFT_OUT);
  expect(compared.map((each) => [each.template, rendered(each)])).toEqual(
    compared.map((each) => [each.template, recorded(each)]),
  );
});

test("what is left out of jinja2 is refused by name", () => {
  expect(parts.filter((each) => rendered(each) === LEFT_OUT).map(({ template }) => template)).toEqual([
    "{{ cycler }}",
    "{% macro f(x) %}a{% endmacro %}{{ f }}|{{ f is mapping }}|{{ f is defined }}|{{ f + 1 }}|{{ f == f }}",
    "{{ {'a':[1,'b']}|pprint }}",
    "{{ '<p>a <b>b</b></p>'|striptags }}",
    "{{ 'see https://example.org now'|urlize }}",
    "{{ 'aaa bbb ccc'|wordwrap(7) }}",
    "{{ {'class':'a','id':none}|xmlattr }}",
    "{% autoescape true %}{{ '<' }}{% endautoescape %}",
    "{{ 'abc'.encode() }}",
    "{{ self }}",
    String.raw`{{ '\u00e9\x41\101\'\"\\\q' }}|{{ "\n" }}|{{ '\N{BULLET}' }}`,
  ]);
});
