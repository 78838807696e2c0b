import { typeError } from "./jinja-error.ts";
import { type Arguments, isInt, spendOnReading, type Value } from "./value.ts";

export type Parameter = readonly [name: string, missing?: Value];

/** Arguments under their parameters' names, as a function of Python takes them. */
export class Given {
  readonly #name: string;
  readonly #values: ReadonlyMap<string, Value>;

  private constructor(name: string, values: ReadonlyMap<string, Value>) {
    this.#name = name;
    this.#values = values;
  }

  /**
   * @param parameters those without a value have to be given.
   * @throws JinjaError "TypeError".
   */
  static of(name: string, parameters: readonly Parameter[], { positional, named }: Arguments): Given {
    if (positional.length > parameters.length) {
      throw typeError(
        `${name}() takes ${parameters.length} positional arguments but ${positional.length} were given`,
      );
    }
    const values = new Map<string, Value>();
    for (const [i, value] of positional.entries()) {
      const parameter = parameters[i];
      if (parameter !== undefined) values.set(parameter[0], value);
    }
    for (const [key, value] of named) {
      if (!parameters.some(([parameter]) => parameter === key)) {
        throw typeError(`${name}() got an unexpected keyword argument '${key}'`);
      }
      if (values.has(key)) throw typeError(`${name}() got multiple values for argument '${key}'`);
      values.set(key, value);
    }
    for (const [parameter, missing] of parameters) {
      if (values.has(parameter)) continue;
      if (missing === undefined) throw typeError(`${name}() missing a required argument: '${parameter}'`);
      values.set(parameter, missing);
    }
    for (const value of values.values()) spendOnReading(value);
    return new Given(name, values);
  }

  get(name: string): Value {
    return this.#values.get(name) ?? null;
  }

  /** @throws JinjaError "TypeError" where it is no int. */
  int(name: string): number {
    const value = this.get(name);
    if (!isInt(value)) throw typeError(`${this.#name}() takes an int as '${name}'`);
    return Number(value);
  }
}
