/** What a template finds beside its variables: jinja2's globals, with those that transformers sets. */
import { strftime } from "../strftime.ts";
import { Given } from "./arguments.ts";
import { JinjaError, typeError, unsupported } from "./jinja-error.ts";
import {
  type Arguments,
  Callable,
  Dict,
  isInt,
  listOf,
  Members,
  Range,
  toText,
  typeName,
  Undefined,
  type Value,
} from "./value.ts";

export function globals(now: () => Date): ReadonlyMap<string, Value> {
  const functions = [
    new Callable("range", range),
    new Callable("dict", dictOf),
    new Callable("namespace", (args) => new Members("Namespace", namespaceOf(args))),
    new Callable("cycler", cycler),
    new Callable("joiner", joiner),
    new Callable("raise_exception", (args) => {
      const given = Given.of("raise_exception", [["message"]], args);
      throw new JinjaError("TemplateError", toText(given.get("message")));
    }),
    new Callable("strftime_now", (args) => {
      const given = Given.of("strftime_now", [["format"]], args);
      return strftime(toText(given.get("format")), now());
    }),
  ];
  // Their texts and words are left out.
  const self = new Members("TemplateReference", new Map());
  const lipsum = new Callable("lipsum", () => {
    throw unsupported("lipsum");
  });
  return new Map<string, Value>([...functions, lipsum].map((each) => [each.name, each] as const)).set(
    "self",
    self,
  );
}

function range({ positional, named }: Arguments): Range {
  const [unexpected] = named.keys();
  if (unexpected !== undefined)
    throw typeError(`safe_range() got an unexpected keyword argument '${unexpected}'`);
  if (positional.length === 0) throw typeError("range expected at least 1 argument, got 0");
  if (positional.length > 3) throw typeError(`range expected at most 3 arguments, got ${positional.length}`);
  const [a = 0n, b, step = 1n] = positional.map((value) => {
    if (value instanceof Undefined) throw value.error;
    if (!isInt(value)) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    return BigInt(value);
  });
  return b === undefined ? new Range(0n, a, 1n) : new Range(a, b, step);
}

function dictOf({ positional, named }: Arguments): Dict {
  if (positional.length > 1) throw typeError(`dict expected at most 1 argument, got ${positional.length}`);
  const [given] = positional;
  const entries = given === undefined ? [] : given instanceof Dict ? given.entries() : pairsOf(given);
  return new Dict([...entries, ...named]);
}

function pairsOf(value: Value): (readonly [Value, Value])[] {
  return listOf(value).map((pair, i) => {
    const [key, item, ...more] = listOf(pair);
    if (key === undefined || item === undefined || more.length > 0) {
      throw new JinjaError(
        "ValueError",
        `dictionary update sequence element #${i} has another length; 2 is required`,
      );
    }
    return [key, item];
  });
}

function namespaceOf(args: Arguments): Map<string, Value> {
  const values = new Map(
    dictOf(args)
      .entries()
      .map(([key, value]) => [toText(key), value]),
  );
  for (const name of values.keys()) checkMember(name);
  return values;
}

/** @throws JinjaError "SecurityError". */
export function checkMember(name: string): void {
  if (!name.startsWith("_")) return;
  throw new JinjaError(
    "SecurityError",
    `Chat templates cannot store underscore-prefixed attributes on a namespace, but got '${name}'. Please rename the attribute.`,
  );
}

function cycler({ positional: items, named }: Arguments): Members {
  if (named.size > 0) throw typeError("Cycler.__init__() got an unexpected keyword argument");
  if (items.length === 0) throw new JinjaError("RuntimeError", "at least one item has to be provided");
  let at = 0;
  const members = new Members("Cycler", new Map());
  const show = (): void => void members.values.set("current", items[at] ?? null);
  members.values.set(
    "next",
    new Callable("next", () => {
      const item = items[at] ?? null;
      at = (at + 1) % items.length;
      show();
      return item;
    }),
  );
  members.values.set(
    "reset",
    new Callable("reset", () => {
      at = 0;
      show();
      return null;
    }),
  );
  show();
  return members;
}

function joiner(args: Arguments): Members {
  const separator = Given.of("joiner", [["sep", ", "]], args).get("sep");
  let isUsed = false;
  return new Members("Joiner", new Map([["sep", separator]]), () => {
    if (isUsed) return separator;
    isUsed = true;
    return "";
  });
}
