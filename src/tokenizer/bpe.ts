/** The merges of a byte-pair encoding: which two tokens join, in which order of preference, and to what. */
export class MergeTable {
  readonly #rankByPair = new Map<number, number>();
  readonly #mergedByRank: number[] = [];
  readonly #idLimit: number;

  /** @param idLimit above every token id. */
  constructor(idLimit: number) {
    this.#idLimit = idLimit;
  }

  /** Adds the next merge, of a lower preference than those before; a pair that comes twice counts where it came last. */
  add(left: number, right: number, merged: number): void {
    this.#rankByPair.set(this.#key(left, right), this.#mergedByRank.length);
    this.#mergedByRank.push(merged);
  }

  /**
   * Joins tokens until no pair has a merge: each time the pair that is preferred most, wherever it stands.
   * Mirrors BpeModel::PerformBPE (onnxruntime-extensions, operators/tokenizer/bpe_tokenizer_model.hpp).
   * @param ids merged in place, and returned.
   */
  merge(ids: number[]): number[] {
    // rank[i] is that of the pair (i, i + 1).
    const ranks = ids.map((id, i) => this.#rankOf(id, ids[i + 1]));
    for (let best = lowest(ranks); best !== noMerge; best = lowest(ranks)) {
      const first = ranks.indexOf(best);
      const left = ids[first]!;
      const right = ids[first + 1]!;
      const joined: number[] = [];
      let end = first;
      for (let i = first; i < ids.length; i++, end++) {
        if (ids[i] === left && ids[i + 1] === right) {
          ids[end] = this.#mergedByRank[best]!;
          joined.push(end);
          i++;
        } else {
          ids[end] = ids[i]!;
          ranks[end] = ranks[i]!;
        }
      }
      ids.length = end;
      ranks.length = end;
      for (const i of joined) {
        ranks[i] = this.#rankOf(ids[i]!, ids[i + 1]);
        if (i > 0) ranks[i - 1] = this.#rankOf(ids[i - 1]!, ids[i]);
      }
    }
    return ids;
  }

  #rankOf(left: number, right: number | undefined): number {
    if (right === undefined) return noMerge;
    return this.#rankByPair.get(this.#key(left, right)) ?? noMerge;
  }

  #key(left: number, right: number): number {
    return left * this.#idLimit + right;
  }
}

const noMerge = Infinity;

function lowest(ranks: readonly number[]): number {
  let best = noMerge;
  for (const rank of ranks) if (rank < best) best = rank;
  return best;
}
