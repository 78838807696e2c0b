/** What jinja2 finds out about a template's names before it renders it. */
import { nested } from "../template-budget.ts";
import { filterOf } from "./filters.ts";
import { JinjaError } from "./jinja-error.ts";
import type { Body, Expression, Statement } from "./syntax.ts";
import { testOf } from "./tests.ts";

type Node = Expression | Statement;

/** Those that begin a function or a scope of their own in Python. */
const FRAMES = new Set<Node["kind"]>(["for", "macro", "call", "with", "scope", "set block"]);

/**
 * Filters and tests have to be there, but for branches of a condition, which may never come to them.
 * @throws JinjaError "TemplateAssertionError".
 */
export function checkNames(body: Body): void {
  check(body, false);
}

function check(node: unknown, isConditional: boolean): void {
  if (isNode(node) && "name" in node && !isConditional) {
    if (node.kind === "filter" && filterOf(node.name) === undefined) {
      throw new JinjaError("TemplateAssertionError", `No filter named '${node.name}'.`);
    }
    if (node.kind === "test" && testOf(node.name) === undefined) {
      throw new JinjaError("TemplateAssertionError", `No test named '${node.name}'.`);
    }
  }
  const kind = isNode(node) ? node.kind : null;
  const isInBranch =
    kind === "if" || kind === "condition" || (isConditional && !(kind !== null && FRAMES.has(kind)));
  for (const part of partsOf(node)) nested(() => check(part, isInBranch));
}

/** Whether the name is read anywhere in it. */
export function reads(node: unknown, name: string): boolean {
  if (isNode(node) && node.kind === "name" && node.name === name) return true;
  return partsOf(node).some((part) => nested(() => reads(part, name)));
}

function isNode(node: unknown): node is Node {
  return typeof node === "object" && node !== null && "kind" in node;
}

function partsOf(node: unknown): readonly unknown[] {
  if (Array.isArray(node)) return node;
  return typeof node === "object" && node !== null ? Object.values(node) : [];
}
