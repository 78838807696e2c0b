/** Python's operators. */
import { repeated, spendSize } from "../template-budget.ts";
import { format } from "./format.ts";
import { JinjaError, typeError, unsupported } from "./jinja-error.ts";
import type { BinaryOperator } from "./syntax.ts";
import {
  Dict,
  equals,
  isInt,
  isList,
  isNumber,
  iterate,
  Lazy,
  Markup,
  Range,
  textOf,
  Tuple,
  typeName,
  Undefined,
  type Value,
} from "./value.ts";

const SIGNS: Readonly<Record<BinaryOperator, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  floordiv: "//",
  mod: "%",
  pow: "** or pow()",
};
/** The most bits of an int that a template computes. */
const MAX_BITS = 100_000;

/** @throws JinjaError "TypeError", "ZeroDivisionError", "UndefinedError". */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  const text = operator === "mod" ? textOf(left) : null;
  if (text !== null) return format(text, right);
  for (const side of [left, right]) if (side instanceof Undefined) throw side.error;
  if (isNumber(left) && isNumber(right)) return calculate(operator, left, right);
  if (operator === "add") return add(left, right);
  if (operator === "mul") {
    if (isInt(right)) return times(left, right);
    if (isInt(left)) return times(right, left);
    if (isSequence(left) || isSequence(right)) {
      throw typeError(
        `can't multiply sequence by non-int of type '${typeName(isSequence(left) ? right : left)}'`,
      );
    }
  }
  throw unsupportedOperands(SIGNS[operator], left, right);
}

function unsupportedOperands(sign: string, left: Value, right: Value): JinjaError {
  return typeError(`unsupported operand type(s) for ${sign}: '${typeName(left)}' and '${typeName(right)}'`);
}

function isSequence(value: Value): boolean {
  return textOf(value) !== null || isList(value) || value instanceof Tuple;
}

function add(left: Value, right: Value): Value {
  const [a, b] = [textOf(left), textOf(right)];
  if (a !== null && b !== null) {
    spendSize(a.length + b.length);
    return left instanceof Markup || right instanceof Markup ? joinedMarkup([left, right]) : a + b;
  }
  if (isList(left) && isList(right)) {
    spendItems(left.length + right.length);
    return [...left, ...right];
  }
  if (left instanceof Tuple && right instanceof Tuple) {
    spendItems(left.items.length + right.items.length);
    return new Tuple([...left.items, ...right.items]);
  }
  const name = typeName(left);
  if (["str", "list", "tuple"].includes(name)) {
    throw typeError(`can only concatenate ${name} (not "${typeName(right)}") to ${name}`);
  }
  throw unsupportedOperands("+", left, right);
}

/** Escapes what does not count as escaped. */
export function joinedMarkup(parts: readonly Value[]): Markup {
  spendSize(parts.reduce<number>((length, part) => length + (textOf(part)?.length ?? 0), 0));
  return new Markup(
    parts.map((part) => (part instanceof Markup ? part.text : escaped(textOf(part) ?? ""))).join(""),
  );
}

const ENTITIES = new Map(
  Object.entries({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" }),
);

export function escaped(text: string): string {
  spendSize(text.length * 5);
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES.get(char) ?? char);
}

function times(value: Value, count: boolean | bigint): Value {
  const number = BigInt(count);
  const text = textOf(value);
  if (text !== null) return repeated(text, number);
  const items = isList(value) ? value : value instanceof Tuple ? value.items : null;
  if (items === null) throw unsupportedOperands("*", value, count);
  const copies = number > 0n ? Number(number) : 0;
  spendItems(items.length * copies);
  const all = Array.from({ length: items.length * copies }, (_, i) => items[i % items.length] ?? null);
  return isList(value) ? all : new Tuple(all);
}

function calculate(
  operator: BinaryOperator,
  left: boolean | bigint | number,
  right: boolean | bigint | number,
): Value {
  if (isInt(left) && isInt(right)) return calculateInts(operator, BigInt(left), BigInt(right));
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "add":
      return a + b;
    case "sub":
      return a - b;
    case "mul":
      return a * b;
    case "div":
      return a / nonZero(b, "float division by zero");
    case "floordiv":
      return Math.floor(a / nonZero(b, "float floor division by zero"));
    case "mod": {
      const rest = a % nonZero(b, "float modulo");
      return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
    }
    case "pow":
      if (a === 0 && b < 0) nonZero(0, "0.0 cannot be raised to a negative power");
      if (a < 0 && !Number.isInteger(b)) throw unsupported("A complex number");
      return a ** b;
  }
}

function calculateInts(operator: BinaryOperator, a: bigint, b: bigint): Value {
  switch (operator) {
    case "add":
      return a + b;
    case "sub":
      return a - b;
    case "mul":
      refuseBits(bits(a) + bits(b));
      return a * b;
    case "div":
      return Number(a) / nonZero(Number(b), "division by zero");
    case "floordiv":
      nonZero(Number(b), "integer division or modulo by zero");
      return (a - floorModulo(a, b)) / b;
    case "mod":
      nonZero(Number(b), "integer modulo by zero");
      return floorModulo(a, b);
    case "pow":
      if (b < 0n) return calculate("pow", Number(a), Number(b));
      refuseBits(bits(a) * Number(b));
      return a ** b;
  }
}

function refuseBits(count: number): void {
  if (count > MAX_BITS) throw unsupported("An int of so many digits");
}

/** An item takes more room than a character. */
function spendItems(count: number): void {
  spendSize(count * 8);
}

function floorModulo(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

function nonZero(value: number, text: string): number {
  if (value === 0) throw new JinjaError("ZeroDivisionError", text);
  return value;
}

export function negated(value: Value): Value {
  if (isInt(value)) return -BigInt(value);
  if (typeof value === "number") return -value;
  if (value instanceof Undefined) throw value.error;
  throw typeError(`bad operand type for unary -: '${typeName(value)}'`);
}

export function posited(value: Value): Value {
  if (isInt(value)) return BigInt(value);
  if (typeof value === "number") return value;
  if (value instanceof Undefined) throw value.error;
  throw typeError(`bad operand type for unary +: '${typeName(value)}'`);
}

/** `item in container`. */
export function contains(container: Value, item: Value): boolean {
  const text = textOf(container);
  if (text !== null) {
    const part = textOf(item);
    if (part === null)
      throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
    spendSize(text.length);
    return text.includes(part);
  }
  if (container instanceof Dict) return container.has(item);
  const isContainer =
    isList(container) ||
    container instanceof Tuple ||
    container instanceof Range ||
    container instanceof Lazy ||
    container instanceof Undefined;
  if (!isContainer) throw typeError(`argument of type '${typeName(container)}' is not iterable`);
  for (const each of iterate(container)) if (equals(each, item)) return true;
  return false;
}
