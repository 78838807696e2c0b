/** Stand-ins for the values that loading a pickle would create, and their text. */
import { argumentRepr, type PickleArgument } from "./pickle-value.ts";

/** A stand-in for a value that loading would create. */
export type Value =
  | { readonly kind: "literal"; readonly argument: PickleArgument | null }
  | { readonly kind: "import"; readonly module: string; readonly name: string }
  | { readonly kind: "items"; readonly of: "tuple" | "list" | "set" | "frozenset"; readonly items: Value[] }
  | { readonly kind: "dict"; readonly entries: Value[] }
  | { readonly kind: "call"; readonly callee: Value; readonly args: Value }
  | { readonly kind: "outside"; readonly what: string };

const MAX_DEPTH = 4;
const MAX_ITEMS = 6;
const MAX_LITERAL = 60;
/** The most values in one text: shared values of the memo can occur again and again. */
const MAX_RENDERED = 100;

/** As Python would write it, cut if it is long. */
export function render(value: Value): string {
  return new Renderer().render(value, 0);
}

class Renderer {
  #left = MAX_RENDERED;

  render(value: Value, depth: number): string {
    this.#left -= 1;
    if (depth > MAX_DEPTH || this.#left < 0) return "…";
    switch (value.kind) {
      case "literal":
        return value.argument === null ? "None" : argumentRepr(value.argument, MAX_LITERAL);
      case "import":
        return `${value.module}.${value.name}`;
      case "items": {
        const inside = this.#all(value.items, depth);
        if (value.of === "list") return `[${inside}]`;
        if (value.of === "tuple") return `(${inside}${value.items.length === 1 ? "," : ""})`;
        return value.items.length === 0 || value.of === "frozenset"
          ? `${value.of}(${inside})`
          : `{${inside}}`;
      }
      case "dict": {
        const pairs = value.entries.slice(0, MAX_ITEMS * 2);
        const shown = pairs.flatMap((key, at) => {
          if (at % 2 === 1) return [];
          const member = pairs[at + 1];
          return [`${this.render(key, depth + 1)}: ${member ? this.render(member, depth + 1) : "?"}`];
        });
        return `{${shown.join(", ")}${value.entries.length > pairs.length ? ", …" : ""}}`;
      }
      case "call": {
        const { callee, args } = value;
        const given =
          args.kind === "items" ? this.#all(args.items, depth) : `*${this.render(args, depth + 1)}`;
        return `${this.render(callee, depth + 1)}(${given})`;
      }
      case "outside":
        return `<${value.what}>`;
    }
  }

  #all(values: readonly Value[], depth: number): string {
    const shown = values.slice(0, MAX_ITEMS).map((value) => this.render(value, depth + 1));
    return [...shown, ...(values.length > MAX_ITEMS ? ["…"] : [])].join(", ");
  }
}
