/**
 * The merges of a byte-pair encoding: which two tokens join, in which order of preference, and into what. A token that is not in the
 * vocabulary has the id -1. As in native, it joins like any other where a merge names it.
 */
export class MergeTable {
  /** By rank: the pair and the token that it makes. */
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #merged: Int32Array;
  /** A hash table with open addressing: ranks + 1, 0 for an empty slot. */
  readonly #slots: Int32Array;
  #size = 0;

  /** @param capacity the number of merges to come. */
  constructor(capacity: number) {
    this.#left = new Int32Array(capacity);
    this.#right = new Int32Array(capacity);
    this.#merged = new Int32Array(capacity);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2 + 2)));
  }

  /** Adds the next merge, with a lower preference than those before. For a repeated pair, the last one counts. */
  add(left: number, right: number, merged: number): void {
    const rank = this.#size++;
    this.#left[rank] = left;
    this.#right[rank] = right;
    this.#merged[rank] = merged;
    this.#slots[this.#slotOf(left, right)] = rank + 1;
  }

  /**
   * Joins tokens until no pair has a merge: each time the most preferred pair, wherever it is.
   * Mirrors BpeModel::PerformBPE (onnxruntime-extensions, operators/tokenizer/bpe_tokenizer_model.hpp), which searches all pairs for each
   * merge; here a heap holds them. As there, every occurrence of a pair is joined, from the left, before new pairs are considered.
   */
  merge(ids: readonly number[]): readonly number[] {
    if (ids.length < 2) return ids;
    const tokens = Int32Array.from(ids);
    const next = Int32Array.from(tokens, (_, i) => (i + 1 < tokens.length ? i + 1 : none));
    const previous = Int32Array.from(tokens, (_, i) => i - 1);
    const pairs = new Heap();
    const push = (i: number): void => {
      if (i === none || next[i] === none) return;
      const rank = this.#rankOf(tokens[i]!, tokens[next[i]!]!);
      if (rank >= 0) pairs.push(rank * positions + i);
    };
    for (let i = 0; i + 1 < tokens.length; i++) push(i);

    const joined: number[] = [];
    while (pairs.size > 0) {
      const rank = Math.floor(pairs.first / positions);
      const left = this.#left[rank]!;
      const right = this.#right[rank]!;
      const merged = this.#merged[rank]!;
      while (pairs.size > 0 && pairs.first < (rank + 1) * positions) {
        const i = pairs.pop() - rank * positions;
        let hasJoined = false;
        for (;;) {
          const absorbed = next[i]!;
          if (absorbed < 0 || tokens[i] !== left || tokens[absorbed] !== right) break;
          const after = next[absorbed]!;
          tokens[i] = merged;
          next[i] = after;
          if (after !== none) previous[after] = i;
          next[absorbed] = gone;
          hasJoined = true;
        }
        if (hasJoined) joined.push(i);
      }
      for (const i of joined) {
        if (next[i] === gone) continue;
        push(previous[i]!);
        push(i);
      }
      joined.length = 0;
    }
    const remaining: number[] = [];
    for (let i = 0; i !== none; i = next[i]!) remaining.push(tokens[i]!);
    return remaining;
  }

  #rankOf(left: number, right: number): number {
    return this.#slots[this.#slotOf(left, right)]! - 1;
  }

  /** The slot of the pair, or the slot where it would go. */
  #slotOf(left: number, right: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(left, right) & mask;
    for (let found = this.#slots[slot]!; found !== 0; found = this.#slots[slot]!) {
      if (this.#left[found - 1] === left && this.#right[found - 1] === right) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

const none = -1;
/** Marks a token that was merged into the one before. */
const gone = -2;

/** More than the number of places, so that a rank and a place fit into one number. */
const positions = 2 ** 32;

function hashOf(left: number, right: number): number {
  let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** Returns the lowest number first. */
class Heap {
  readonly #items: number[] = [];

  get size(): number {
    return this.#items.length;
  }

  get first(): number {
    return this.#items[0]!;
  }

  push(item: number): void {
    const items = this.#items;
    let i = items.length;
    items.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (items[parent]! <= item) break;
      items[i] = items[parent]!;
      i = parent;
    }
    items[i] = item;
  }

  pop(): number {
    const items = this.#items;
    const first = items[0]!;
    const last = items.pop()!;
    if (items.length === 0) return first;
    let i = 0;
    for (let child = 1; child < items.length; child = 2 * i + 1) {
      if (child + 1 < items.length && items[child + 1]! < items[child]!) child++;
      if (items[child]! >= last) break;
      items[i] = items[child]!;
      i = child;
    }
    items[i] = last;
    return first;
  }
}
