import { nested, spendSize } from "../template-budget.ts";
import { binary, contains, joinedMarkup, negated, posited } from "./arithmetic.ts";
import { filterOf, type Named } from "./filters.ts";
import { JinjaError, typeError } from "./jinja-error.ts";
import { attribute, itemOf, sliced } from "./methods.ts";
import type { Scope } from "./scope.ts";
import type { CallArguments, Comparison, Expression } from "./syntax.ts";
import { testOf } from "./tests.ts";
import {
  type Arguments,
  Callable,
  compare,
  Dict,
  equals,
  isTrue,
  listOf,
  Markup,
  Members,
  textOf,
  toText,
  Tuple,
  typeName,
  Undefined,
  type Value,
} from "./value.ts";

/** For filters that call filters and tests by name. */
const named: Named = {
  filter: (name, value, args) => {
    const filter = filterOf(name);
    if (filter === undefined)
      throw new JinjaError("TemplateRuntimeError", `No filter named '${name}' found.`);
    return filter(value, args, named);
  },
  test: (name, value, args) => {
    const test = testOf(name);
    if (test === undefined) throw new JinjaError("TemplateRuntimeError", `No test named '${name}' found.`);
    return test(value, args);
  },
};

/**
 * @param piped what comes before the first filter of a block.
 * @throws JinjaError as Python raises it.
 */
export function evaluate(node: Expression, scope: Scope, piped: Value = null): Value {
  return nested(() => evaluateNode(node, scope, piped));
}

function evaluateNode(node: Expression, scope: Scope, piped: Value): Value {
  const value = (part: Expression): Value => evaluate(part, scope);
  switch (node.kind) {
    case "constant":
      return node.value;
    case "name":
      return scope.get(node.name);
    case "tuple":
      return new Tuple(node.items.map(value));
    case "list":
      return node.items.map(value);
    case "dict":
      return new Dict(node.items.map(([key, item]) => [value(key), value(item)]));
    case "condition":
      return evaluateCondition(node, scope);
    case "and": {
      const left = value(node.left);
      return isTrue(left) ? value(node.right) : left;
    }
    case "or": {
      const left = value(node.left);
      return isTrue(left) ? left : value(node.right);
    }
    case "not":
      return !isTrue(value(node.operand));
    case "negative":
      return negated(value(node.operand));
    case "positive":
      return posited(value(node.operand));
    case "binary":
      return binary(node.operator, value(node.left), value(node.right));
    case "concat":
      return concatenated(node.items.map(value));
    case "compare":
      return compared(node, scope);
    case "attribute":
      return attribute(value(node.object), node.name);
    case "item":
      return node.key.kind === "slice"
        ? sliced(
            value(node.object),
            node.key.parts.map((part) => (part === null ? null : value(part))),
          )
        : itemOf(value(node.object), value(node.key));
    case "slice":
      throw typeError("unhashable type: 'slice'");
    case "call":
      return call(value(node.callee), argumentsOf(node.args, scope));
    case "filter": {
      const operand = node.operand === null ? piped : evaluate(node.operand, scope, piped);
      return named.filter(node.name, operand, argumentsOf(node.args, scope));
    }
    case "test": {
      const operand = node.operand === null ? piped : value(node.operand);
      return named.test(node.name, operand, argumentsOf(node.args, scope));
    }
  }
}

function evaluateCondition(node: Expression & { kind: "condition" }, scope: Scope): Value {
  if (isTrue(evaluate(node.test, scope))) return evaluate(node.yes, scope);
  if (node.no !== null) return evaluate(node.no, scope);
  return Undefined.because(
    "the inline if-expression on line 1 evaluated to false and no else section was defined.",
  );
}

function concatenated(parts: readonly Value[]): Value {
  if (parts.some((part) => part instanceof Markup)) {
    return joinedMarkup(parts.map((part) => (part instanceof Markup ? part : toText(part))));
  }
  const texts = parts.map((part) => toText(part));
  spendSize(texts.reduce((length, text) => length + text.length, 0));
  return texts.join("");
}

function compared({ first, rest }: Expression & { kind: "compare" }, scope: Scope): boolean {
  let left = evaluate(first, scope);
  for (const [operator, operand] of rest) {
    const right = evaluate(operand, scope);
    if (!holds(operator, left, right)) return false;
    left = right;
  }
  return true;
}

function holds(operator: Comparison, left: Value, right: Value): boolean {
  switch (operator) {
    case "eq":
      return equals(left, right);
    case "ne":
      return !equals(left, right);
    case "lt":
      return compare(left, right, "<") < 0;
    case "lteq":
      return compare(left, right, "<=") <= 0;
    case "gt":
      return compare(left, right, ">") > 0;
    case "gteq":
      return compare(left, right, ">=") >= 0;
    case "in":
      return contains(right, left);
    case "notin":
      return !contains(right, left);
  }
}

export function argumentsOf(args: CallArguments, scope: Scope): Arguments {
  const spread = args.spread === null ? [] : listOf(evaluate(args.spread, scope));
  const byName = new Map(args.named.map(([name, part]) => [name, evaluate(part, scope)]));
  if (args.spreadNamed !== null) {
    const mapping = evaluate(args.spreadNamed, scope);
    if (!(mapping instanceof Dict))
      throw typeError(`argument after ** must be a mapping, not ${typeName(mapping)}`);
    for (const [key, item] of mapping.entries()) {
      const name = textOf(key);
      if (name === null) throw typeError("keywords must be strings");
      if (byName.has(name)) throw typeError(`got multiple values for keyword argument '${name}'`);
      byName.set(name, item);
    }
  }
  return { positional: [...args.positional.map((part) => evaluate(part, scope)), ...spread], named: byName };
}

/** @throws JinjaError "TypeError" for what is no function. */
export function call(callee: Value, args: Arguments): Value {
  if (callee instanceof Undefined) throw callee.error;
  if (callee instanceof Callable) return callee.call(args);
  if (callee instanceof Members && callee.call !== null) return callee.call(args);
  throw typeError(`'${typeName(callee)}' object is not callable`);
}
