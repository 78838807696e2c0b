import { nested, spendSize, spendSteps } from "../template-budget.ts";
import { argumentsOf, call, evaluate } from "./evaluate.ts";
import { checkMember } from "./globals.ts";
import { JinjaError, typeError } from "./jinja-error.ts";
import { reads } from "./names.ts";
import type { Scope } from "./scope.ts";
import type { Assigned, Body, Signature, Statement } from "./syntax.ts";
import {
  type Arguments,
  Callable,
  Dict,
  equals,
  isTrue,
  listOf,
  Members,
  toText,
  Tuple,
  Undefined,
  type Value,
} from "./value.ts";

type Jump = "break" | "continue" | null;
type For = Statement & { kind: "for" };

/** @throws JinjaError as Python raises it. */
export function render(body: Body, scope: Scope): string {
  const out: string[] = [];
  write(out, body, scope);
  return joined(out);
}

function joined(out: readonly string[]): string {
  spendSize(out.reduce((length, part) => length + part.length, 0));
  return out.join("");
}

function write(out: string[], body: Body, scope: Scope): Jump {
  for (const statement of body) {
    const jump = nested(() => writeStatement(out, statement, scope));
    if (jump !== null) return jump;
  }
  return null;
}

function writeStatement(out: string[], node: Statement, scope: Scope): Jump {
  switch (node.kind) {
    case "text":
      out.push(node.text);
      return null;
    case "print":
      out.push(toText(evaluate(node.value, scope)));
      return null;
    case "if": {
      const branch = node.branches.find(([test]) => isTrue(evaluate(test, scope)));
      return write(out, branch?.[1] ?? node.otherwise, scope);
    }
    case "for":
      writeLoop(out, node, evaluate(node.items, scope), scope, 0);
      return null;
    case "break":
    case "continue":
      return node.kind;
    case "scope":
      return write(out, node.body, scope.inner());
    case "with": {
      const inner = scope.inner();
      for (const [target, value] of node.values) assign(target, evaluate(value, scope), inner);
      return write(out, node.body, inner);
    }
    case "set":
    case "set block":
    case "macro":
    case "call":
    case "filter":
    case "load":
      writeOther(out, node, scope);
      return null;
  }
}

function writeOther(
  out: string[],
  node: Statement & { kind: "set" | "set block" | "macro" | "call" | "filter" | "load" },
  scope: Scope,
): void {
  switch (node.kind) {
    case "set":
      assign(node.target, evaluate(node.value, scope), scope);
      return;
    case "set block": {
      const text = render(node.body, scope.inner());
      assign(node.target, node.filter === null ? text : evaluate(node.filter, scope, text), scope);
      return;
    }
    case "macro":
      scope.set(node.name, macro(node.name, node.signature, node.body, scope));
      return;
    case "filter":
      out.push(toText(evaluate(node.filter, scope, render(node.body, scope.inner()))));
      return;
    case "call": {
      if (node.call.kind !== "call") return;
      const callee = evaluate(node.call.callee, scope);
      const args = argumentsOf(node.call.args, scope);
      const caller = macro("caller", node.signature, node.body, scope);
      out.push(toText(call(callee, { ...args, named: new Map([...args.named, ["caller", caller]]) })));
      return;
    }
    case "load":
      throw typeError("no loader for this environment specified");
  }
}

function assign(target: Assigned, value: Value, scope: Scope): void {
  if (target.kind === "name") {
    scope.set(target.name, value);
  } else if (target.kind === "member") {
    const namespace = scope.get(target.name);
    if (!(namespace instanceof Members) || namespace.type !== "Namespace") {
      throw new JinjaError("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
    }
    checkMember(target.member);
    namespace.values.set(target.member, value);
  } else {
    const items = listOf(value);
    const { length } = target.items;
    if (items.length < length) {
      throw new JinjaError(
        "ValueError",
        `not enough values to unpack (expected ${length}, got ${items.length})`,
      );
    }
    if (items.length > length)
      throw new JinjaError("ValueError", `too many values to unpack (expected ${length})`);
    for (const [i, each] of target.items.entries()) assign(each, items[i] ?? null, scope);
  }
}

/** @param depth calls of this loop around, where it is recursive. */
function writeLoop(out: string[], node: For, iterable: Value, scope: Scope, depth: number): void {
  const items = listOf(iterable).filter((item) => {
    if (node.test === null) return true;
    const inner = scope.inner();
    assign(node.target, item, inner);
    return isTrue(evaluate(node.test, inner));
  });
  if (items.length === 0) {
    write(out, node.otherwise, scope.inner());
    return;
  }
  const again = ({ positional: [value = null] }: Arguments): Value => {
    if (!node.isRecursive) {
      throw typeError("The loop must have the 'recursive' marker to be called recursively.");
    }
    const parts: string[] = [];
    nested(() => writeLoop(parts, node, value, scope, depth + 1));
    return joined(parts);
  };
  const loop = new Loop(items, depth, again);
  for (const [i, item] of items.entries()) {
    spendSteps(1);
    loop.show(i);
    const inner = scope.inner(new Map([["loop", loop.members]]));
    assign(node.target, item, inner);
    if (write(out, node.body, inner) === "break") return;
  }
}

/** What `loop` is in a loop. */
class Loop {
  readonly members: Members;
  readonly #items: readonly Value[];
  #changed: Value | null = null;

  constructor(items: readonly Value[], depth: number, again: (args: Arguments) => Value) {
    this.#items = items;
    const fixed: [string, Value][] = [
      ["length", BigInt(items.length)],
      ["depth", BigInt(depth + 1)],
      ["depth0", BigInt(depth)],
      ["changed", new Callable("changed", ({ positional }) => this.#hasChanged(new Tuple(positional)))],
    ];
    this.members = new Members("LoopContext", new Map(fixed), again);
  }

  show(index: number): void {
    const { length } = this.#items;
    const { values } = this.members;
    values.set("index", BigInt(index + 1));
    values.set("index0", BigInt(index));
    values.set("revindex", BigInt(length - index));
    values.set("revindex0", BigInt(length - index - 1));
    values.set("first", index === 0);
    values.set("last", index === length - 1);
    values.set(
      "previtem",
      index === 0 ? Undefined.because("there is no previous item") : this.#item(index - 1),
    );
    values.set(
      "nextitem",
      index === length - 1 ? Undefined.because("there is no next item") : this.#item(index + 1),
    );
    values.set(
      "cycle",
      new Callable("cycle", ({ positional }) => {
        const item = positional[index % positional.length];
        if (item === undefined) throw typeError("no items for cycling given");
        return item;
      }),
    );
  }

  #item(index: number): Value {
    return this.#items[index] ?? null;
  }

  #hasChanged(values: Tuple): boolean {
    if (this.#changed !== null && equals(this.#changed, values)) return false;
    this.#changed = values;
    return true;
  }
}

function macro(name: string, { parameters, defaults }: Signature, body: Body, scope: Scope): Callable {
  const takes = (special: string): boolean => !parameters.includes(special) && reads(body, special);
  const [takesMore, takesNamed, takesCaller] = [takes("varargs"), takes("kwargs"), takes("caller")];
  const run = ({ positional, named }: Arguments): Value => {
    const inner = scope.inner();
    const left = new Map(named);
    for (const [i, parameter] of parameters.entries()) {
      const given = i < positional.length ? positional[i] : left.get(parameter);
      if (i >= positional.length) left.delete(parameter);
      const missing = defaults[i - (parameters.length - defaults.length)];
      if (given !== undefined) inner.set(parameter, given);
      else if (missing !== undefined) inner.set(parameter, evaluate(missing, inner));
      else inner.set(parameter, Undefined.because(`parameter '${parameter}' was not provided`));
    }
    if (takesCaller) {
      inner.set("caller", left.get("caller") ?? Undefined.because("No caller defined"));
      left.delete("caller");
    }
    if (takesNamed) inner.set("kwargs", new Dict(left));
    else refuseNamed(name, left);
    if (takesMore) inner.set("varargs", new Tuple(positional.slice(parameters.length)));
    else if (positional.length > parameters.length) {
      throw typeError(`macro '${name}' takes not more than ${parameters.length} argument(s)`);
    }
    return render(body, inner);
  };
  const members: [string, Value][] = [
    ["name", name],
    ["arguments", new Tuple(parameters)],
    ["catch_kwargs", takesNamed],
    ["catch_varargs", takesMore],
    ["caller", takesCaller],
  ];
  return new Callable(name, run, new Map(members));
}

function refuseNamed(name: string, left: ReadonlyMap<string, Value>): void {
  const [unexpected] = left.keys();
  if (unexpected === undefined) return;
  throw typeError(
    unexpected === "caller"
      ? `macro '${name}' was invoked with two values for the special caller argument. This is most likely a bug.`
      : `macro '${name}' takes no keyword argument '${unexpected}'`,
  );
}
