/**
 * Renders a chat template as native does: a port of minja, of which onnxruntime-extensions has its own version (shared/api/minja.hpp and
 * chat_template.cc). Its language is close to Jinja's, with its own rules: blocks keep the line breaks around them, integers divide as in
 * C++, and most of Jinja's filters are missing. Native's bugs are here too, except those that crash its process: a recursive loop,
 * `range` of something that is not a number.
 * minja: Copyright 2024 Google LLC, MIT licence.
 */
import { TemplateLimit, withinBudget } from "../template-budget.ts";
import { builtins } from "./builtins.ts";
import { Evaluator } from "./evaluate.ts";
import { dictionaryFrom, fromBytes, toBytes } from "./json.ts";
import { parseTemplate } from "./parse-template.ts";
import { Renderer } from "./render.ts";
import { strftime } from "../strftime.ts";
import { Callable, Context } from "./value.ts";

/** @throws Error with minja's message; TemplateLimit if the template exceeds its limits. */
export function renderMinja(template: string, variables: Readonly<Record<string, unknown>>): string {
  try {
    return withinBudget(() => {
      const source = toBytes(template);
      const context = new Context(dictionaryFrom(variables), builtins());
      context.set("strftime_now", strftimeNow);
      const renderer = new Renderer(new Evaluator(source));
      // Native gives the text as a string of C, which ends at a NUL.
      return fromBytes(renderer.render(parseTemplate(source), context).replace(/\0[^]*$/, ""));
    });
  } catch (error) {
    if (error instanceof TemplateLimit) throw error;
    const { message } = error as Error;
    throw new Error(fromBytes(message), { cause: error });
  }
}

const strftimeNow = new Callable(({ positional, named }) => {
  const format = named.find(([name]) => name === "format")?.[1] ?? positional[0];
  return strftime(typeof format === "string" ? format : "%Y-%m-%d", new Date());
});
