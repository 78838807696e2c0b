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
   * @param ids modified; use the result.
   */
  merge(ids: number[]): number[] {
    let pieces = ids;
    // rank[i] is that of the pair (i, i + 1).
    let ranks = pieces.map((id, i) => this.#rankOf(id, pieces[i + 1]));
    for (;;) {
      const best = lowest(ranks);
      if (best === noMerge) return pieces;
      const first = ranks.indexOf(best);
      const left = pieces[first]!;
      const right = pieces[first + 1]!;
      const merged = this.#mergedByRank[best]!;
      const nextPieces = pieces.slice(0, first);
      for (let i = first; i < pieces.length; i++) {
        if (pieces[i] === left && pieces[i + 1] === right) {
          nextPieces.push(merged);
          i++;
        } else {
          nextPieces.push(pieces[i]!);
        }
      }
      pieces = nextPieces;
      ranks = pieces.map((id, i) => this.#rankOf(id, pieces[i + 1]));
    }
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
