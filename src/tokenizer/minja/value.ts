/** undefined is the value of an unknown name; null is `none`. */
export type Primitive = undefined | null | boolean | bigint | number | string;

export type Dictionary = Map<Primitive, Value>;

/** Integers are bigints. Strings are UTF-8, one character per byte, because C++ counts and splits them so. */
export type Value = Primitive | Value[] | Dictionary | Callable;

export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: readonly (readonly [name: string, value: Value])[];
}

/** A function; it can have members, like a dictionary. */
export class Callable {
  readonly members: Dictionary = new Map();
  readonly call: (args: Arguments, context: Context) => Value;

  constructor(call: (args: Arguments, context: Context) => Value) {
    this.call = call;
  }
}

/** Names and their values, with those of the parent behind them. */
export class Context {
  readonly #values: Dictionary;
  readonly #parent: Context | undefined;

  constructor(values: Dictionary, parent?: Context) {
    this.#values = values;
    this.#parent = parent;
  }

  has(name: string): boolean {
    return this.#values.has(name) || (this.#parent?.has(name) ?? false);
  }

  get(name: string): Value {
    return this.#values.has(name) ? this.#values.get(name) : this.#parent?.get(name);
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /** @throws Error if there are more or fewer names than items. */
  assign(names: readonly string[], value: Value): void {
    if (names.length === 1) {
      this.set(names[0]!, value);
      return;
    }
    if (!Array.isArray(value) || value.length !== names.length) {
      throw new Error("Mismatched number of variables and items in destructuring assignment");
    }
    for (const [i, name] of names.entries()) this.set(name, value[i]);
  }
}
