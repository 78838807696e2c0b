/**
 * A chat template as transformers renders it: a port of what jinja2 3.1 does in transformers' sandbox (blocks trimmed, no loader,
 * nothing that changes an object). What is left out is refused by name: see `unsupported` in this folder.
 *
 * jinja2: Copyright 2007 Pallets, BSD licence.
 */
import { withinBudget } from "../template-budget.ts";
import { globals } from "./globals.ts";
import { checkNames } from "./names.ts";
import { parseTemplate } from "./parse.ts";
import { render } from "./render.ts";
import { Scope } from "./scope.ts";
import { valueOf } from "./value.ts";

/** @throws JinjaError with the class and words of Python's; TemplateLimit where the template takes too much. */
export function renderJinja(
  template: string,
  variables: Readonly<Record<string, unknown>>,
  now: () => Date = () => new Date(),
): string {
  return withinBudget(() => {
    const body = parseTemplate(template);
    checkNames(body);
    const given = Object.entries(variables).map(([name, value]) => [name, valueOf(value)] as const);
    return render(body, new Scope(globals(now)).inner(new Map(given)).inner());
  });
}
