/** jinja2's tests (jinja2/tests.py). */
import { Given, type Parameter } from "./arguments.ts";
import { binary, contains } from "./arithmetic.ts";
import { hasFilter } from "./filters.ts";
import { isLower, isUpper } from "./text.ts";
import {
  type Arguments,
  Callable,
  compare,
  Dict,
  equals,
  isInt,
  isList,
  isNumber,
  Markup,
  Members,
  textOf,
  toText,
  Tuple,
  typeName,
  Undefined,
  type Value,
} from "./value.ts";

type Test = (value: Value, args: Arguments) => boolean;

export function testOf(name: string): Test | undefined {
  return TESTS.get(name);
}

const takes =
  (name: string, parameters: readonly Parameter[], run: (value: Value, given: Given) => boolean): Test =>
  (value, { positional, named }) =>
    run(value, Given.of(name, [["value"], ...parameters], { positional: [value, ...positional], named }));

const alone = (name: string, run: (value: Value) => boolean): Test => takes(name, [], run);
const against = (name: string, run: (value: Value, other: Value) => boolean): Test =>
  takes(name, [["other"]], (value, given) => run(value, given.get("other")));

const EQUAL = against("eq", equals);
const UNEQUAL = against("ne", (a, b) => !equals(a, b));
const LESS = against("lt", (a, b) => compare(a, b, "<") < 0);
const AT_MOST = against("le", (a, b) => compare(a, b, "<=") <= 0);
const GREATER = against("gt", (a, b) => compare(a, b, ">") > 0);
const AT_LEAST = against("ge", (a, b) => compare(a, b, ">=") >= 0);

const rest = (value: Value, divisor: Value): Value => binary("mod", value, divisor);
const isSequence = (value: Value): boolean =>
  textOf(value) !== null ||
  isList(value) ||
  value instanceof Tuple ||
  value instanceof Dict ||
  value instanceof Undefined ||
  typeName(value) === "range";

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["boolean", alone("test_boolean", (value) => typeof value === "boolean")],
  [
    "callable",
    alone(
      "callable",
      // Undefined has a __call__, which throws.
      (value) =>
        value instanceof Callable ||
        value instanceof Undefined ||
        (value instanceof Members && value.call !== null),
    ),
  ],
  ["defined", alone("test_defined", (value) => !(value instanceof Undefined))],
  ["undefined", alone("test_undefined", (value) => value instanceof Undefined)],
  [
    "divisibleby",
    takes("test_divisibleby", [["num"]], (value, given) => equals(rest(value, given.get("num")), 0n)),
  ],
  ["escaped", alone("test_escaped", (value) => value instanceof Markup)],
  ["even", alone("test_even", (value) => equals(rest(value, 2n), 0n))],
  ["odd", alone("test_odd", (value) => equals(rest(value, 2n), 1n))],
  ["false", alone("test_false", (value) => value === false)],
  ["true", alone("test_true", (value) => value === true)],
  ["filter", alone("test_filter", (value) => hasFilter(toText(value)))],
  ["test", alone("test_test", (value) => TESTS.has(toText(value)))],
  ["float", alone("test_float", (value) => typeof value === "number")],
  ["integer", alone("test_integer", (value) => typeof value === "bigint")],
  ["number", alone("test_number", isNumber)],
  ["string", alone("test_string", (value) => textOf(value) !== null)],
  ["mapping", alone("test_mapping", (value) => value instanceof Dict)],
  ["sequence", alone("test_sequence", isSequence)],
  ["iterable", alone("test_iterable", (value) => isSequence(value) || isGenerator(value))],
  ["none", alone("test_none", (value) => value === null)],
  ["lower", alone("test_lower", (value) => isLower(toText(value)))],
  ["upper", alone("test_upper", (value) => isUpper(toText(value)))],
  [
    "sameas",
    against(
      "test_sameas",
      (a, b) => a === b || (isInt(a) && isInt(b) && typeof a === typeof b && equals(a, b)),
    ),
  ],
  ["in", takes("test_in", [["seq"]], (value, given) => contains(given.get("seq"), value))],
  ...["==", "eq", "equalto"].map((name) => [name, EQUAL] as const),
  ...["!=", "ne"].map((name) => [name, UNEQUAL] as const),
  ...["<", "lt", "lessthan"].map((name) => [name, LESS] as const),
  ...["<=", "le"].map((name) => [name, AT_MOST] as const),
  ...[">", "gt", "greaterthan"].map((name) => [name, GREATER] as const),
  ...[">=", "ge"].map((name) => [name, AT_LEAST] as const),
]);

function isGenerator(value: Value): boolean {
  return ["generator", "dict_items", "dict_keys", "dict_values", "list_reverseiterator"].includes(
    typeName(value),
  );
}
