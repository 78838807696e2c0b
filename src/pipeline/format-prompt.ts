import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

const PART = /\{\{|\}\}|\{prompt\}|[{}]/g;

/** Python's `template.format(prompt=prompt)`. @throws AppError "invalid-wrapper" unless the template has one `{prompt}` and no other field. */
export function formatPrompt(template: string, prompt: string): string {
  requirePromptTemplate(template);
  return template.replaceAll(PART, (part) => (part === "{prompt}" ? prompt : part.slice(0, 1)));
}

/** @throws AppError "invalid-wrapper" for a template that MLflow refuses, and for a field with a format of its own. */
function requirePromptTemplate(template: string): void {
  const parts = [...template.matchAll(PART)].map(([part]) => part);
  const isWhole = !parts.includes("{") && !parts.includes("}");
  if (isWhole && parts.filter((part) => part === "{prompt}").length === 1) return;
  throw new AppError(
    "invalid-wrapper",
    message`The prompt template should have {prompt} once, and no other field; it is “${template}”. Write braces that are text as {{ and }}.`,
  );
}
