import type { GenaiConfig } from "./config.ts";
import { type SearchOptions, setSearchOptions } from "./search-options.ts";

/**
 * The search options of one generation: defaults, then genai_config.json's `search`, then what the caller sets.
 * Mirrors GeneratorParams (onnxruntime-genai, src/generators.h, 0.18).
 */
export class GeneratorParams {
  readonly search: SearchOptions;

  constructor(config: GenaiConfig) {
    this.search = { ...config.search };
  }

  /**
   * Sets options by native's names: max_length, temperature, …
   * @throws AppError "invalid-argument" with native's message; options before the bad one stay set.
   */
  setSearchOptions(values: Readonly<Record<string, number | boolean>>): void {
    setSearchOptions(this.search, values);
  }
}
