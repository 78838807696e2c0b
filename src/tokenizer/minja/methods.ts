import { spendSize, spendSteps } from "../template-budget.ts";
import { type Arguments, Callable, type Context, type Dictionary, type Value } from "./value.ts";
import { asInteger, asText, contains, dictionaryOf, dump, isNull, keyOf } from "./value-operations.ts";

/** A method of an array, a dictionary or a string. Other values have none. */
export function callMethod(object: Value, name: string, args: Arguments, context: Context): Value {
  if (isNull(object)) throw new Error(`Trying to call method '${name}' on null`);
  const dictionary = dictionaryOf(object);
  if (Array.isArray(object)) return callOnArray(object, name, args);
  if (dictionary !== undefined) return callOnDictionary(dictionary, name, args, context);
  if (typeof object === "string") return callOnString(object, name, args);
  throw unknown(name);
}

export function expectArguments(
  name: string,
  { positional, named }: Arguments,
  [least, most]: readonly [number, number | bigint],
  mostNamed: number | bigint = 0,
): void {
  if (positional.length >= least && positional.length <= most && named.length <= mostNamed) return;
  throw new Error(
    `${name} must have between ${least} and ${most} positional arguments and between 0 and ${mostNamed} keyword arguments`,
  );
}

function unknown(name: string): Error {
  return new Error(`Unknown method: ${name}`);
}

function callOnArray(array: Value[], name: string, args: Arguments): Value {
  const [first, second] = args.positional;
  switch (name) {
    case "append":
      expectArguments("append method", args, [1, 1]);
      array.push(first);
      return null;
    case "pop":
      expectArguments("pop method", args, [0, 1]);
      return pop(array, first);
    case "insert": {
      expectArguments("insert method", args, [2, 2]);
      const index = Number(asInteger(first));
      if (index < 0 || index > array.length) throw new Error("Index out of range for insert method");
      spendSteps(array.length / 64);
      array.splice(index, 0, second);
      return null;
    }
    default:
      throw unknown(name);
  }
}

function pop(array: Value[], index: Value): Value {
  if (array.length === 0) throw new Error("pop from empty list");
  if (isNull(index)) return array.pop();
  if (typeof index !== "bigint") throw new Error(`pop index must be an integer: ${dump(index)}`);
  if (index < 0n || index >= array.length) throw new Error(`pop index out of range: ${index}`);
  return array.splice(Number(index), 1)[0];
}

function callOnDictionary(dictionary: Dictionary, name: string, args: Arguments, context: Context): Value {
  const [first, second] = args.positional;
  switch (name) {
    case "items":
      expectArguments("items method", args, [0, 0]);
      return Array.from(dictionary, ([key, value]) => [key, value]);
    case "pop": {
      expectArguments("pop method", args, [1, 1]);
      const key = keyOf(first, first);
      const value = dictionary.get(key);
      if (!dictionary.has(key)) throw new Error(`Key not found: ${dump(first)}`);
      dictionary.delete(key);
      return value;
    }
    case "get":
      expectArguments("get method", args, [1, 2]);
      return contains(dictionary, first) ? dictionary.get(keyOf(first, first)) : second;
    default: {
      const member = dictionary.get(name);
      if (member === undefined) throw unknown(name);
      if (!(member instanceof Callable)) throw new Error(`Property '${name}' is not callable`);
      return member.call(args, context);
    }
  }
}

function callOnString(text: string, name: string, args: Arguments): Value {
  const [first] = args.positional;
  spendSize(text.length);
  switch (name) {
    case "strip":
    case "lstrip":
    case "rstrip":
      expectArguments(`${name} method`, args, [0, 1]);
      return strip(text, first === undefined ? "" : asText(first), name);
    case "split": {
      expectArguments("split method", args, [1, 1]);
      const separator = asText(first);
      // Native collects empty parts until it runs out of memory.
      if (separator === "") throw new Error("std::bad_alloc");
      return text.split(separator);
    }
    case "capitalize":
      expectArguments("capitalize method", args, [0, 0]);
      return upper(text.slice(0, 1)) + text.slice(1);
    case "endswith":
      expectArguments("endswith method", args, [1, 1]);
      return text.endsWith(asText(first));
    case "startswith":
      expectArguments("startswith method", args, [1, 1]);
      return text.startsWith(asText(first));
    case "title":
      expectArguments("title method", args, [0, 0]);
      return lower(text).replaceAll(/(?<=^|[ \t-\r])[a-z]/g, upper);
    default:
      throw unknown(name);
  }
}

/** @param chars the characters to strip; white space by default. */
export function strip(text: string, chars = "", sides: "strip" | "lstrip" | "rstrip" = "strip"): string {
  const set = chars === "" ? " \t\n\r" : chars;
  // Each character is looked up in them.
  spendSteps(set.length / 64);
  let start = 0;
  let end = text.length;
  if (sides !== "rstrip") while (start < end && set.includes(text.charAt(start))) start++;
  if (sides !== "lstrip") while (end > start && set.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** ASCII letters only: others are several characters here. */
function upper(text: string): string {
  return text.replaceAll(/[a-z]/g, (char) => char.toUpperCase());
}

export function lower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (char) => char.toLowerCase());
}
