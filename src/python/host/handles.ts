/** A class, its constructor private or not. */
interface Kind<Held> {
  readonly name: string;
  readonly prototype: Held;
  [Symbol.hasInstance](value: unknown): boolean;
}

/** What Python holds of the engine: whole numbers in its place. */
export class Handles {
  readonly #held = new Map<number, unknown>();
  #last = 0;

  add(object: unknown): number {
    this.#last += 1;
    this.#held.set(this.#last, object);
    return this.#last;
  }

  /** @throws TypeError where Python no longer holds it, or holds another kind under that number. */
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
