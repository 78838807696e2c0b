import { Undefined, type Value } from "./value.ts";

/** Variables by name; what is set in a scope is gone with it. */
export class Scope {
  readonly #values: Map<string, Value>;
  readonly #parent: Scope | null;

  constructor(values: ReadonlyMap<string, Value> = new Map(), parent: Scope | null = null) {
    this.#values = new Map(values);
    this.#parent = parent;
  }

  get(name: string): Value {
    let value = this.#values.get(name);
    for (let scope = this.#parent; value === undefined && scope !== null; scope = scope.#parent) {
      value = scope.#values.get(name);
    }
    return value === undefined ? Undefined.named(name) : value;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  inner(values: ReadonlyMap<string, Value> = new Map()): Scope {
    return new Scope(values, this);
  }
}
