import { BeamSearch } from "./beam-search.ts";
import { BeamState } from "./beam-state.ts";
import type { ModelConfig } from "./config.ts";
import type { DecoderSession } from "./decoder-session.ts";
import type { DecoderState } from "./decoder-state.ts";
import type { Search } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";

/**
 * A beam search, with its KV caches. Few ask for one: the package loads it when somebody does.
 * @param openSessions of which there is one for each beam of each prompt.
 */
export async function openBeams(
  openSessions: () => Promise<readonly DecoderSession[]>,
  options: SearchOptions,
  model: ModelConfig,
): Promise<{ readonly search: Search; readonly state: DecoderState }> {
  const search = new BeamSearch(options, model);
  const state = new BeamState(await openSessions(), search, model.padTokenId, options.chunkSize);
  return { search, state };
}
