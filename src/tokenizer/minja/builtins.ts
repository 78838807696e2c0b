import { own } from "#base/own.ts";
import { repeated, spendSize, spendSteps } from "../template-budget.ts";
import { fromBytes, valueOf } from "./json.ts";
import { expectArguments, lower, strip } from "./methods.ts";
import { type Arguments, Callable, Context, type Dictionary, type Value } from "./value.ts";
import {
  asBool,
  asInteger,
  asText,
  callWith,
  dictionaryOf,
  dump,
  equals,
  isLess,
  isNull,
  isNumber,
  isPrimitive,
  itemOf,
  sizeOf,
  toBool,
  toText,
} from "./value-operations.ts";

/** The largest size_t. */
const anyNumber = 2n ** 64n - 1n;

/** A function's arguments by parameter name. */
class Given {
  readonly #values: ReadonlyMap<string, Value>;

  constructor(values: ReadonlyMap<string, Value>) {
    this.#values = values;
  }

  get(name: string): Value {
    if (!this.#values.has(name)) throw new Error("key not found");
    return this.#values.get(name);
  }

  or<Result>(name: string, missing: Result, read: (value: Value) => Result): Result {
    return this.#values.has(name) ? read(this.get(name)) : missing;
  }
}

/** A function with named parameters, in the order for arguments without names. */
function functionOf(name: string, parameters: readonly string[], run: (given: Given) => Value): Callable {
  return new Callable(({ positional, named }) => {
    if (positional.length > parameters.length) throw new Error(`Too many positional params for ${name}`);
    for (const [argument] of named) {
      if (!parameters.includes(argument)) {
        throw new Error(`Unknown argument ${argument} for function ${name}`);
      }
    }
    const values = positional.map((value, i) => [parameters[i]!, value] as const);
    return run(new Given(new Map([...values, ...named])));
  });
}

function ofText(name: string, convert: (text: string) => string): Callable {
  return functionOf(name, ["text"], (given) => {
    const text = given.get("text");
    return isNull(text) ? text : convert(asText(text));
  });
}

/** minja's functions, filters and tests share their names. */
export function builtins(): Context {
  const functions: readonly (readonly [string, Callable])[] = [
    [
      "raise_exception",
      functionOf("raise_exception", ["message"], (given) => {
        throw new Error(asText(given.get("message")));
      }),
    ],
    [
      "tojson",
      functionOf("tojson", ["value", "indent"], (given) =>
        dump(
          given.get("value"),
          given.or("indent", -1, (indent) => Number(asInteger(indent))),
          true,
        ),
      ),
    ],
    ["items", functionOf("items", ["object"], (given) => given.or("object", [], entriesOf))],
    [
      "last",
      functionOf("last", ["items"], (given) => arrayOf(given.get("items"), "object is not a list").at(-1)),
    ],
    ["trim", ofText("trim", (text) => strip(text))],
    ["lower", ofText("lower", lower)],
    ["default", new Callable(defaulted)],
    ["e", functionOf("escape", ["text"], (given) => escaped(asText(given.get("text"))))],
    ["escape", functionOf("escape", ["text"], (given) => escaped(asText(given.get("text"))))],
    ["joiner", functionOf("joiner", ["sep"], (given) => joiner(given.or("sep", "", asText)))],
    ["count", functionOf("count", ["items"], (given) => BigInt(sizeOf(given.get("items"))))],
    ["length", functionOf("length", ["items"], (given) => BigInt(sizeOf(given.get("items"))))],
    ["sort", functionOf("sort", ["items", "reverse", "case_sensitive", "attribute"], sorted)],
    ["dictsort", functionOf("dictsort", ["value"], (given) => sortedEntries(given.get("value")))],
    ["join", functionOf("join", ["items", "d"], (given) => join(given))],
    ["namespace", new Callable(namespace)],
    ["equalto", equalTo],
    ["==", equalTo],
    ["safe", functionOf("safe", ["value"], (given) => toText(given.get("value")))],
    ["string", functionOf("string", ["value"], (given) => toText(given.get("value")))],
    ["int", functionOf("int", ["value"], (given) => toInteger(given.get("value")))],
    ["list", functionOf("list", ["items"], (given) => arrayOf(given.get("items"), "object is not iterable"))],
    [
      "unique",
      functionOf("unique", ["items"], (given) =>
        unique(arrayOf(given.get("items"), "object is not iterable")),
      ),
    ],
    ["select", new Callable((args, context) => filtered("select", args, context))],
    ["reject", new Callable((args, context) => filtered("reject", args, context))],
    ["map", new Callable(mapped)],
    ["indent", functionOf("indent", ["text", "indent", "first"], indented)],
    ["selectattr", new Callable((args, context) => filteredByAttribute("selectattr", args, context))],
    ["rejectattr", new Callable((args, context) => filteredByAttribute("rejectattr", args, context))],
    ["range", new Callable(range)],
  ];
  return new Context(new Map(functions));
}

const equalTo = functionOf("equalto", ["expected", "actual"], (given) =>
  equals(given.get("actual"), given.get("expected")),
);

function arrayOf(value: Value, message: string): Value[] {
  if (Array.isArray(value)) return value;
  throw new Error(message);
}

function entriesOf(object: Value): Value {
  if (isNull(object)) return [];
  // A tool call's arguments, as JSON in a string.
  if (typeof object === "string") {
    spendSize(object.length * 8);
    return entriesOf(valueOf(JSON.parse(fromBytes(object))));
  }
  const dictionary = dictionaryOf(object);
  if (dictionary === undefined) throw new Error(`Value is not an object: ${dump(object)}`);
  return Array.from(dictionary, ([key, value]) => [key, value]);
}

function defaulted(args: Arguments): Value {
  expectArguments("default", args, [2, 3], 1);
  const [value, missing, third] = args.positional;
  const flag = args.positional.length === 3 ? third : args.named.find(([name]) => name === "boolean")?.[1];
  const looksAtTruth = (args.positional.length === 3 || !isNull(flag)) && asBool(flag);
  return (looksAtTruth ? !toBool(value) : value === undefined) ? missing : value;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&apos;",
};

function escaped(text: string): string {
  spendSize(text.length * 6);
  return text.replaceAll(/[&<>"']/g, (char) => own(entities, char) ?? char);
}

function joiner(separator: string): Callable {
  let isFirst = true;
  return functionOf("", [], () => {
    if (!isFirst) return separator;
    isFirst = false;
    return "";
  });
}

/** Null comes first. */
function sorted(given: Given): Value {
  const items = given.get("items");
  const array = arrayOf(items, `sort expects an array, got: ${dump(items)}`);
  const attribute = given.or("attribute", undefined, asText);
  const isCaseSensitive = given.or("case_sensitive", false, asBool);
  const sign = given.or("reverse", false, asBool) ? -1 : 1;
  const keyOfItem = (item: Value): Value => {
    const key = attribute === undefined ? item : itemOf(item, attribute);
    return typeof key === "string" && !isCaseSensitive ? lower(key) : key;
  };
  spendSteps(array.length * Math.log2(array.length + 1));
  // Wrapped in objects, because JavaScript sorts undefined to the end.
  return array
    .map((item) => ({ item, key: keyOfItem(item) }))
    .toSorted((a, b) => sign * order(a.key, b.key))
    .map(({ item }) => item);
}

function order(a: Value, b: Value): number {
  const isBefore = (left: Value, right: Value): boolean =>
    isNull(left) || isNull(right) ? isNull(left) && !isNull(right) : isLess(left, right);
  return isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0;
}

function sortedEntries(value: Value): Value {
  const dictionary = dictionaryOf(value);
  if (dictionary === undefined) throw new Error(`Value is not an object: ${dump(value)}`);
  const keys = [...dictionary.keys()].sort((a, b) => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0));
  return keys.map((key) => [key, dictionary.get(key)]);
}

/** Without items, a filter that joins. */
function join(given: Given): Value {
  const separator = given.or("d", "", asText);
  const joined = (items: Value, message: string): Value => {
    if (!Array.isArray(items)) throw new Error(`${message}${dump(items)}`);
    const texts = items.map(toText);
    spendSize(texts.reduce((length, text) => length + text.length + separator.length, 0));
    return texts.join(separator);
  };
  return given.or<Value>(
    "items",
    functionOf("", ["items"], (later) => {
      const items = later.get("items");
      const message = "join expects an array for items, got: ";
      return joined(toBool(items) ? items : undefined, message);
    }),
    (items) => joined(items, "object is not iterable: "),
  );
}

function namespace(args: Arguments): Dictionary {
  expectArguments("namespace", args, [0, 0], anyNumber);
  return new Map(args.named);
}

function toInteger(value: Value): bigint {
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value !== "string") return isNumber(value) ? asInteger(value) : 0n;
  const digits = /^[ \t-\r]*\+?(-?\d+)/.exec(value)?.[1] ?? "0";
  const integer = BigInt(digits);
  return integer === BigInt.asIntN(64, integer) ? integer : 0n;
}

function unique(items: readonly Value[]): Value[] {
  for (const item of items) {
    if (!isPrimitive(item)) throw new Error(`Unsupported type for hashing: ${dump(item)}`);
  }
  return [...new Set(items)];
}

/** The items of a filter's value; none for null. */
function itemsOf(value: Value): readonly Value[] {
  if (isNull(value)) return [];
  return arrayOf(value, `object is not iterable: ${dump(value)}`);
}

function named(name: Value, what: string, context: Context): Value {
  const found = context.get(asText(name));
  if (isNull(found)) throw new Error(`Undefined ${what}: ${dump(name)}`);
  return found;
}

function filtered(name: "select" | "reject", args: Arguments, context: Context): Value {
  expectArguments(name, args, [2, anyNumber]);
  const [items, filterName, ...more] = args.positional;
  const filter = isNull(items) ? undefined : named(filterName, "filter", context);
  return itemsOf(items).filter((item) => {
    const result = callWith(filter, { positional: [item, ...more], named: [] }, context);
    return toBool(result) === (name === "select");
  });
}

function mapped(args: Arguments, context: Context): Value {
  const [items, filterName, ...more] = args.positional;
  const option = (name: string): Value | undefined => args.named.find(([key]) => key === name)?.[1];
  const attribute = option("attribute");
  const isByAttribute =
    (attribute !== undefined && args.named.length === 1) ||
    (option("default") !== undefined && args.named.length === 2);
  if (args.positional.length === 1 && isByAttribute) {
    return elementsOf(items).map((item) => itemOf(item, attribute) ?? option("default"));
  }
  if (args.named.length > 0 || filterName === undefined) {
    throw new Error("Invalid or unsupported arguments for map");
  }
  const filter = named(filterName, "filter", context);
  return elementsOf(items).map((item) =>
    callWith(filter, { positional: [item, ...more], named: [] }, context),
  );
}

function elementsOf(value: Value): readonly Value[] {
  if (sizeOf(value) === 0) return [];
  return arrayOf(value, `Value is not an array or object: ${dump(value)}`);
}

function filteredByAttribute(name: "selectattr" | "rejectattr", args: Arguments, context: Context): Value {
  expectArguments(name, args, [2, anyNumber]);
  const [items, attribute, testName, ...more] = args.positional;
  if (isNull(items)) return [];
  const array = itemsOf(items);
  const key = asText(attribute);
  // Without a test, native returns the attributes themselves.
  if (testName === undefined) return array.map((item) => itemOf(item, key));
  const test = named(testName, "test", context);
  return array.filter((item) => {
    const result = callWith(test, { positional: [itemOf(item, key), ...more], named: args.named }, context);
    return toBool(result) === (name === "selectattr");
  });
}

function indented(given: Given): Value {
  const text = asText(given.get("text"));
  const indent = repeated(
    " ",
    given.or("indent", 0n, (value) => asInteger(value)),
  );
  spendSize(text.length + indent.length * text.split("\n").length);
  const isFirstToo = given.or("first", false, asBool);
  return text.replaceAll(/\n(?=[^])/g, `\n${indent}`).replace(/^(?=[^])/, isFirstToo ? indent : "");
}

function range({ positional, named: byName }: Arguments): Value {
  const names = positional.length === 1 ? ["end"] : ["start", "end", "step"];
  const bounds = new Map(positional.map((value, i) => [names[i]!, asInteger(value)]));
  for (const [name, value] of byName) {
    if (!["start", "end", "step"].includes(name)) {
      throw new Error(`Unknown argument ${name} for function range`);
    }
    if (bounds.has(name)) throw new Error(`Duplicate argument ${name} for function range`);
    bounds.set(name, asInteger(value));
  }
  const end = bounds.get("end");
  if (end === undefined) throw new Error("Missing required argument 'end' for function range");
  const step = bounds.get("step") ?? 1n;
  const numbers: Value[] = [];
  for (let i = bounds.get("start") ?? 0n; step > 0n ? i < end : i > end; i += step) {
    spendSteps(1);
    numbers.push(i);
  }
  return numbers;
}
