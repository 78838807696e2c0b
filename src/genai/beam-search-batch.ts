import { BeamSearch } from "./beam-search.ts";
import type { ModelConfig } from "./config.ts";
import type { Search } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";

/** A beam search for each prompt of a batch. They grow together: one that is done gets pads, as in native. */
export class BeamSearchBatch implements Search {
  readonly #searches: readonly BeamSearch[];
  readonly #sequencesEach: number;

  constructor(options: Readonly<SearchOptions>, model: Readonly<ModelConfig>) {
    this.#searches = Array.from({ length: options.batchSize }, () => new BeamSearch(options, model));
    this.#sequencesEach = options.numReturnSequences;
  }

  get length(): number {
    return this.#searches[0]!.length;
  }

  get isDone(): boolean {
    return this.#searches.every(({ isDone }) => isDone);
  }

  get nextTokens(): Int32Array {
    return Int32Array.from(this.#searches.flatMap(({ nextTokens }) => [...nextTokens]));
  }

  get rows(): readonly Int32Array[] {
    return this.#searches.flatMap(({ rows }) => rows);
  }

  appendTokens(tokenIds: Int32Array): void {
    this.#forEachPart(tokenIds, (search, part) => search.appendTokens(part));
  }

  rewindTo(length: number): void {
    for (const search of this.#searches) search.rewindTo(length);
  }

  selectNextTokens(scores: Float32Array): void {
    this.#forEachPart(scores, (search, part) => search.selectNextTokens(part));
  }

  /** The results of the first prompt, best first, then those of the second, and so on. */
  getSequence(index: number): Int32Array | undefined {
    const search = this.#searches[Math.floor(index / this.#sequencesEach)];
    return search?.getSequence(index % this.#sequencesEach);
  }

  #forEachPart<Numbers extends Int32Array | Float32Array>(
    numbers: Numbers,
    visit: (search: BeamSearch, part: Numbers) => void,
  ): void {
    const size = numbers.length / this.#searches.length;
    for (const [i, search] of this.#searches.entries()) {
      visit(search, numbers.subarray(i * size, (i + 1) * size) as Numbers);
    }
  }
}
