import { nested, spendSize, spendSteps } from "../template-budget.ts";
import type { Evaluator } from "./evaluate.ts";
import { placed } from "./scanner.ts";
import type { For, Macro, Node } from "./syntax.ts";
import { type Arguments, Callable, Context, type Dictionary, type Value } from "./value.ts";
import { dictionaryOf, dump, isIterable, isNull, itemsOf, toText } from "./value-operations.ts";

type Jump = "break" | "continue";

/** `{% break %}` and `{% continue %}` on their way to the loop. */
class LoopJump extends Error {
  readonly jump: Jump;

  constructor(jump: Jump, message = `${jump} outside of a loop`) {
    super(message);
    this.jump = jump;
  }
}

/** Writes nodes as text. */
export class Renderer {
  readonly #evaluator: Evaluator;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** @throws Error with minja's message and the places in the template. */
  render(node: Node, context: Context): string {
    const out: string[] = [];
    this.#renderTo(out, node, context);
    spendSize(out.reduce((length, part) => length + part.length, 0));
    return out.join("");
  }

  /** @param out keeps what was written before a jump out of the node. */
  #renderTo(out: string[], node: Node, context: Context): void {
    try {
      nested(() => this.#renderNode(out, node, context));
    } catch (error) {
      const shown = placed(error, this.#evaluator.source, node.position);
      throw error instanceof LoopJump ? new LoopJump(error.jump, shown.message) : shown;
    }
  }

  #renderNode(out: string[], node: Node, context: Context): void {
    switch (node.kind) {
      case "text":
        out.push(node.text);
        return;
      case "expression":
        out.push(written(this.#evaluator.evaluate(node.expression, context)));
        return;
      case "sequence":
        for (const child of node.children) this.#renderTo(out, child, context);
        return;
      case "if": {
        const branch = node.branches.find(
          ([condition]) => condition === undefined || this.#evaluator.test(condition, context),
        );
        if (branch !== undefined) this.#renderTo(out, branch[1], context);
        return;
      }
      case "break":
        throw new LoopJump(node.jump);
      case "for":
        this.#renderFor(out, node, context);
        return;
      case "macro":
        context.set(node.name, this.#macroOf(node, context));
        return;
      case "filter": {
        const filter = this.#evaluator.evaluate(node.filter, context);
        if (!(filter instanceof Callable)) throw new Error(`Filter must be a callable: ${dump(filter)}`);
        const body = this.render(node.body, context);
        out.push(toText(filter.call({ positional: [body], named: [] }, context)));
        return;
      }
      case "set": {
        const namespace = node.namespace === undefined ? context : namespaceOf(node.namespace, context);
        const value = this.#evaluator.evaluate(node.value, context);
        if (namespace instanceof Context) namespace.assign(node.names, value);
        else namespace.set(node.names[0], value);
        return;
      }
      case "set block":
        context.set(node.name, this.render(node.body, context));
    }
  }

  #renderFor(out: string[], node: For, context: Context): void {
    const iterable = this.#evaluator.evaluate(node.iterable, context);
    const visit = (isEmpty: boolean): void => {
      const items = isEmpty ? [] : this.#itemsOf(iterable, node, context);
      if (items.length > 0) this.#renderItems(out, node, items, again, context);
      else if (node.otherwise !== undefined) this.#renderTo(out, node.otherwise, context);
    };
    // For `recursive` loops. Native iterates over the loop's own items again, whatever it is given.
    const again = ({ positional, named }: Arguments): Value => {
      if (positional.length !== 1 || named.length > 0 || !Array.isArray(positional[0])) {
        throw new Error("loop() expects exactly 1 positional iterable argument");
      }
      visit(false);
      return null;
    };
    visit(isNull(iterable));
  }

  /** The items that meet the loop's condition. As in native, the variables stay set after the loop. */
  #itemsOf(iterable: Value, { names, condition }: For, context: Context): readonly Value[] {
    if (!isIterable(iterable)) throw new Error(`For loop iterable must be iterable: ${dump(iterable)}`);
    return itemsOf(iterable).filter((item) => {
      spendSteps(1);
      context.assign(names, item);
      return condition === undefined || this.#evaluator.test(condition, context);
    });
  }

  #renderItems(
    out: string[],
    node: For,
    items: readonly Value[],
    again: (args: Arguments) => Value,
    context: Context,
  ): void {
    const loop = node.isRecursive ? new Callable(again) : new Map();
    const members = dictionaryOf(loop)!;
    members.set("length", BigInt(items.length));
    members.set("cycle", cycle());
    const loopContext = new Context(new Map([["loop", loop]]), context);
    for (const [i, item] of items.entries()) {
      loopContext.assign(node.names, item);
      members.set("index", BigInt(i + 1));
      members.set("index0", BigInt(i));
      members.set("revindex", BigInt(items.length - i));
      members.set("revindex0", BigInt(items.length - i - 1));
      members.set("first", i === 0);
      members.set("last", i === items.length - 1);
      members.set("previtem", items[i - 1]);
      members.set("nextitem", items[i + 1]);
      if (this.#jumpOf(out, node.body, loopContext) === "break") return;
    }
  }

  #jumpOf(out: string[], body: Node, context: Context): Jump | undefined {
    try {
      this.#renderTo(out, body, context);
      return undefined;
    } catch (error) {
      if (error instanceof LoopJump) return error.jump;
      throw error;
    }
  }

  /** As in native, parameters are set in the macro's own context and stay set. */
  #macroOf({ name, parameters, body }: Macro, context: Context): Callable {
    return new Callable(({ positional, named }, caller) => {
      const given = new Set<string>();
      const set = (parameter: string, value: Value): void => {
        context.set(parameter, value);
        given.add(parameter);
      };
      for (const [i, value] of positional.entries()) {
        const parameter = parameters[i];
        if (parameter === undefined) throw new Error(`Too many positional arguments for macro ${name}`);
        set(parameter[0], value);
      }
      for (const [parameter, value] of named) {
        if (!parameters.some(([known]) => known === parameter)) {
          throw new Error(`Unknown parameter name for macro ${name}: ${parameter}`);
        }
        set(parameter, value);
      }
      for (const [parameter, value] of parameters) {
        if (value !== undefined && !given.has(parameter)) {
          context.set(parameter, this.#evaluator.evaluate(value, caller));
        }
      }
      return this.render(body, context);
    });
  }
}

function namespaceOf(name: string, context: Context): Dictionary {
  const namespace = dictionaryOf(context.get(name));
  if (namespace === undefined) throw new Error(`Namespace '${name}' is not an object`);
  return namespace;
}

function written(value: Value): string {
  if (typeof value === "string") return value;
  return isNull(value) ? "" : dump(value);
}

function cycle(): Callable {
  let next = 0;
  return new Callable(({ positional, named }) => {
    if (positional.length === 0 || named.length > 0) {
      throw new Error("cycle() expects at least 1 positional argument and no named arg");
    }
    const item = positional[next];
    next = (next + 1) % positional.length;
    return item;
  });
}
