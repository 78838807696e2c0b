/** A class, its constructor private or not. */
interface Kind<Held> {
  readonly name: string;
  readonly prototype: Held;
  [Symbol.hasInstance](value: unknown): boolean;
}

/** The engine's objects that Python holds, as whole numbers. */
export class Handles {
  readonly #held = new Map<number, unknown>();
  #last = 0;

  add(object: unknown): number {
    this.#last += 1;
    this.#held.set(this.#last, object);
    return this.#last;
  }

  /** @throws TypeError if Python no longer holds it, or the number is of another kind of object. */
  get<Held>(handle: unknown, kind: Kind<Held>): Held {
    const held = this.#held.get(handle as number);
    if (kind[Symbol.hasInstance](held)) return held as Held;
    throw new TypeError(`Python holds no ${kind.name} of the number ${String(handle)}.`);
  }

  /** @returns what was held. */
  take(handle: unknown): unknown {
    const held = this.#held.get(handle as number);
    this.#held.delete(handle as number);
    return held;
  }

  takeAll(): readonly unknown[] {
    const all = [...this.#held.values()];
    this.#held.clear();
    return all;
  }
}
