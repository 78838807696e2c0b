const stateSize = 624;
const shiftSize = 397;
const upperMask = 0x80000000;
const lowerMask = 0x7fffffff;
const matrix = 0x9908b0df;
const initializationMultiplier = 1812433253;

/** The 32-bit Mersenne Twister, as std::mt19937 defines it. */
export class Mt19937 {
  readonly #state = new Uint32Array(stateSize);
  #next = stateSize;

  /** @param seed taken modulo 2^32. */
  constructor(seed: number) {
    let word = seed >>> 0;
    this.#state[0] = word;
    for (let i = 1; i < stateSize; i++) {
      word = (Math.imul(word ^ (word >>> 30), initializationMultiplier) + i) >>> 0;
      this.#state[i] = word;
    }
  }

  /** A random generator, which native also uses for a negative random_seed. */
  static fromRandomDevice(): Mt19937 {
    const generator = new Mt19937(0);
    globalThis.crypto.getRandomValues(generator.#state);
    return generator;
  }

  /** @returns a function that brings the draws from here on once more. */
  mark(): () => void {
    const state = this.#state.slice();
    const next = this.#next;
    return () => {
      this.#state.set(state);
      this.#next = next;
    };
  }

  /** The next draw, 0 to 2^32 - 1. */
  nextUint32(): number {
    if (this.#next === stateSize) this.#twist();
    let word = this.#state[this.#next++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  /** std::generate_canonical<double, 53> of libstdc++: two draws, the low word first; in [0, 1). */
  nextCanonical(): number {
    const low = this.nextUint32();
    const high = this.nextUint32();
    const canonical = (low + high * 4294967296) / 18446744073709551616;
    // The sum can round up to 2^64; libstdc++ then takes the largest double below 1.
    return canonical >= 1 ? 1 - Number.EPSILON / 2 : canonical;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < stateSize; i++) {
      const word = (state[i]! & upperMask) | (state[(i + 1) % stateSize]! & lowerMask);
      state[i] = state[(i + shiftSize) % stateSize]! ^ (word >>> 1) ^ (word & 1 ? matrix : 0);
    }
    this.#next = 0;
  }
}
