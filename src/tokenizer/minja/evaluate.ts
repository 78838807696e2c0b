import { nested, repeated, spendSize } from "../template-budget.ts";
import { callMethod } from "./methods.ts";
import { placed } from "./scanner.ts";
import type { Binary, CallArguments, Expression, Slice, Subscript, ValueOperator } from "./syntax.ts";
import { type Arguments, Callable, type Context, type Value } from "./value.ts";
import {
  asInteger,
  asNumber,
  callWith,
  contains,
  dictionaryOf,
  dump,
  elementAt,
  equals,
  isIterable,
  isLess,
  isNull,
  isNumber,
  itemOf,
  keyOf,
  sizeOf,
  toBool,
  toText,
} from "./value-operations.ts";

/** Evaluates the expressions of one template. Messages quote its text. */
export class Evaluator {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** @throws Error with minja's message and the places in the template. */
  evaluate(expression: Expression, context: Context): Value {
    try {
      return nested(() => this.#evaluate(expression, context));
    } catch (error) {
      throw placed(error, this.source, expression.position);
    }
  }

  test(expression: Expression, context: Context): boolean {
    return toBool(this.evaluate(expression, context));
  }

  #evaluate(expression: Expression, context: Context): Value {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "variable":
        return context.get(expression.name);
      case "if": {
        const { condition, value, otherwise } = expression;
        if (this.test(condition, context)) return this.evaluate(value, context);
        return otherwise === undefined ? null : this.evaluate(otherwise, context);
      }
      case "array":
        return expression.elements.map((element) => this.evaluate(element, context));
      case "dictionary":
        return new Map(
          expression.entries.map(([key, value]) => {
            // C++ evaluates arguments from last to first.
            const item = this.evaluate(value, context);
            return [keyOf(this.evaluate(key, context), new Map()), item];
          }),
        );
      case "slice":
        throw new Error("SliceExpr not implemented");
      case "subscript":
        return this.#subscript(expression, context);
      case "unary":
        return negated(expression.operator, this.evaluate(expression.operand, context));
      case "binary":
        return this.#binary(expression, this.evaluate(expression.left, context), context);
      case "method": {
        const object = this.evaluate(expression.object, context);
        return callMethod(object, expression.name, this.argumentsOf(expression.args, context), context);
      }
      case "call": {
        const callee = this.evaluate(expression.callee, context);
        if (!(callee instanceof Callable)) throw new Error(`Object is not callable: ${dump(callee, 2)}`);
        return callee.call(this.argumentsOf(expression.args, context), context);
      }
      case "filter": {
        const [first, ...filters] = expression.parts as [Expression, ...Expression[]];
        return filters.reduce(
          (value, filter) => this.#filter(filter, value, context),
          this.evaluate(first, context),
        );
      }
    }
  }

  argumentsOf({ positional, named }: CallArguments, context: Context): Arguments {
    const values: Value[] = [];
    const byName: [string, Value][] = [];
    for (const argument of positional) {
      const isExpansion = argument.kind === "unary" && argument.operator.startsWith("*");
      const value = this.evaluate(isExpansion ? argument.operand : argument, context);
      if (!isExpansion) values.push(value);
      else if (argument.operator === "*") for (const item of expanded(value)) values.push(item);
      else for (const item of expandedByName(value)) byName.push(item);
    }
    for (const [name, value] of named) byName.push([name, this.evaluate(value, context)]);
    return { positional: values, named: byName };
  }

  #filter(filter: Expression, value: Value, context: Context): Value {
    const isCall = filter.kind === "call";
    const callee = this.evaluate(isCall ? filter.callee : filter, context);
    const args = this.argumentsOf(isCall ? filter.args : { positional: [], named: [] }, context);
    return callWith(callee, { positional: [value, ...args.positional], named: args.named }, context);
  }

  #subscript({ base, index }: Subscript, context: Context): Value {
    const target = this.evaluate(base, context);
    if (index.kind === "slice") return this.#slice(target, index, context);
    const key = this.evaluate(index, context);
    if (!isNull(target)) return itemOf(target, key);
    if (base.kind === "variable") {
      throw new Error(`'${base.name}' is ${context.has(base.name) ? "null" : "not defined"}`);
    }
    throw new Error(`Trying to access property '${dump(key)}' on null!`);
  }

  #slice(target: Value, slice: Slice, context: Context): Value {
    const length = sizeOf(target);
    const numberOf = (bound: Expression | undefined): number | undefined =>
      bound && Number(asInteger(this.evaluate(bound, context)));
    const step = numberOf(slice.step) ?? 1;
    if (step === 0) throw new Error("slice step cannot be zero");
    const [first, last] = step > 0 ? [0, length] : [-1, length - 1];
    const bound = (index: number | undefined, missing: number): number => {
      if (index === undefined) return missing;
      const counted = index < 0 ? index + length : index;
      return typeof target === "string" ? Math.min(Math.max(counted, first), last) : counted;
    };
    const start = bound(numberOf(slice.start), step > 0 ? 0 : length - 1);
    const end = bound(numberOf(slice.end), step > 0 ? length : -1);
    if (typeof target !== "string" && !Array.isArray(target)) {
      throw new Error("Subscripting only supported on arrays and strings");
    }
    const indexes = function* (): Generator<number> {
      for (let i = start; step > 0 ? i < end : i > end; i += step) {
        spendSize(1);
        yield i;
      }
    };
    return typeof target === "string"
      ? Array.from(indexes(), (i) => target.charAt(i)).join("")
      : Array.from(indexes(), (i) => elementAt(target, i));
  }

  #binary({ operator, right, ...expression }: Binary, left: Value, context: Context): Value {
    if (left instanceof Callable) {
      return new Callable((args, callContext) =>
        this.#binary({ operator, right, ...expression }, left.call(args, callContext), context),
      );
    }
    switch (operator) {
      case "and":
        return toBool(left) && this.test(right, context);
      case "or":
        return toBool(left) ? left : this.evaluate(right, context);
      case "is":
      case "is not":
        if (right.kind !== "variable") throw new Error("Right side of 'is' operator must be a variable");
        return isOfKind(left, right.name) === (operator === "is");
      case "~":
      case "+":
      case "-":
      case "*":
      case "**":
      case "/":
      case "//":
      case "%":
      case "==":
      case "!=":
      case "<":
      case ">":
      case "<=":
      case ">=":
      case "in":
      case "not in":
        return combined(operator, left, this.evaluate(right, context));
    }
  }
}

function negated(operator: string, value: Value): Value {
  switch (operator) {
    case "+":
      return value;
    case "-":
      return typeof value === "bigint" ? -value : -asNumber(value);
    case "not":
      return !toBool(value);
    default:
      throw new Error("Expansion operator is only supported in function calls and collections");
  }
}

function expanded(value: Value): readonly Value[] {
  if (!Array.isArray(value)) throw new Error("Expansion operator only supported on arrays");
  spendSize(value.length);
  return value;
}

function expandedByName(value: Value): [string, Value][] {
  const dictionary = dictionaryOf(value);
  if (dictionary === undefined) throw new Error("ExpansionDict operator only supported on objects");
  return Array.from(dictionary, ([name, item]) => [String(name), item]);
}

function isOfKind(value: Value, kind: string): boolean {
  switch (kind) {
    case "none":
      return value === null;
    case "defined":
      return value !== undefined;
    case "undefined":
      return value === undefined;
    case "true":
      return value === true;
    case "false":
      return value === false;
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "bigint";
    case "float":
      return typeof value === "number";
    case "number":
      return isNumber(value);
    case "string":
      return typeof value === "string";
    case "mapping":
      return dictionaryOf(value) !== undefined;
    case "iterable":
      return isIterable(value);
    case "sequence":
      return Array.isArray(value);
    default:
      throw new Error(`Unknown type for 'is' operator: ${kind}`);
  }
}

function combined(operator: ValueOperator, left: Value, right: Value): Value {
  switch (operator) {
    case "~":
      return joinedText(left, right);
    case "+":
      if (typeof left === "string" || typeof right === "string") return joinedText(left, right);
      if (Array.isArray(left) && Array.isArray(right)) {
        spendSize(left.length + right.length);
        return left.concat(right);
      }
      return typeof left === "bigint" && typeof right === "bigint"
        ? wrapped(left + right)
        : asNumber(left) + asNumber(right);
    case "-":
      return typeof left === "bigint" && typeof right === "bigint"
        ? wrapped(left - right)
        : asNumber(left) - asNumber(right);
    case "*":
      if (typeof left === "string" && typeof right === "bigint") {
        return repeated(left, right);
      }
      return typeof left === "bigint" && typeof right === "bigint"
        ? wrapped(left * right)
        : asNumber(left) * asNumber(right);
    case "/":
      if (typeof left === "bigint" && typeof right === "bigint") return left / divisor(right);
      {
        const by = divisor(asNumber(right));
        return asNumber(left) / by;
      }
    case "//": {
      const by = divisor(asInteger(right));
      return asInteger(left) / by;
    }
    case "%": {
      const by = divisor(asInteger(right), "Modulo");
      return asInteger(left) % by;
    }
    case "**": {
      const power = asNumber(right);
      return asNumber(left) ** power;
    }
    case "==":
      return equals(left, right);
    case "!=":
      return !equals(left, right);
    case "<":
      return isLess(left, right);
    case ">=":
      return !isLess(left, right);
    case ">":
      return isLess(left, right, ">");
    case "<=":
      return !isLess(left, right, ">");
    case "in":
      return (Array.isArray(right) || dictionaryOf(right) !== undefined) && contains(right, left);
    case "not in":
      return !combined("in", left, right);
  }
}

function joinedText(left: Value, right: Value): string {
  const [first, second] = [toText(left), toText(right)];
  spendSize(first.length + second.length);
  return first + second;
}

function wrapped(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

function divisor<Divisor extends bigint | number>(value: Divisor, what = "Division"): Divisor {
  if (Number(value) === 0) throw new Error(`${what} by zero`);
  return value;
}
