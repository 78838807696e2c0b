import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { SearchOptions } from "./search-options.ts";

/** Config::Model::Decoder::SlidingWindow (onnxruntime-genai, src/config.h, 0.18), with its defaults. */
export interface SlidingWindow {
  windowSize: number;
  slideKeyValueCache: boolean;
  slideInputs: boolean;
  /** Layers whose cache is limited to the window; empty: all. */
  layers: number[];
  /** Positions that the cache has beyond the window; 0: native's default for the CPU. */
  cacheSlack: number;
}

export const slidingWindowDefaults: Readonly<Omit<SlidingWindow, "layers">> = {
  windowSize: 0,
  slideKeyValueCache: true,
  slideInputs: true,
  cacheSlack: 0,
};

/** The slack of native's CPU caches (ComputeWindowedKvCacheSize, src/models/windowed_kv_cache.cpp, 0.18). */
const usualSlack = 16;

/**
 * The entry that today's builder writes changes nothing in the graph, and native runs it. Refused are the two kinds of sliding that
 * exports for NPUs have.
 * @throws AppError "unsupported"
 */
export function checkSlidingWindow(slidingWindow: SlidingWindow | null): void {
  if (slidingWindow === null) return;
  const key = slidingWindow.slideKeyValueCache
    ? "slide_key_value_cache"
    : slidingWindow.slideInputs
      ? "slide_inputs"
      : null;
  if (key === null) return;
  throw new AppError(
    "unsupported",
    message`genai_config.json has model.decoder.sliding_window with ${key} on (as it is where the file does not set it). That is for NPUs: onnxruntime-genai fails with it on a CPU. Set ${key} to false, or use an export for the CPU.`,
    { details: { key } },
  );
}

/**
 * Tokens that native's KV cache holds: max_length, or with a sliding window the window and some slack. Such a cache is too small for a
 * longer run, which then fails, because only graphs made for it drop older tokens. Mirrors DefaultKeyValueCache (onnxruntime-genai,
 * src/models/kv_cache.cpp, 0.18).
 */
export function cacheCapacity(
  { slidingWindow, numHiddenLayers }: { slidingWindow: SlidingWindow | null; numHiddenLayers: number },
  { maxLength, numBeams, chunkSize, pastPresentShareBuffer }: Readonly<SearchOptions>,
): number {
  // A cache that is not shared, or shared by beams, grows.
  if (slidingWindow === null || numBeams !== 1 || !pastPresentShareBuffer) return maxLength;
  const { windowSize, layers, cacheSlack } = slidingWindow;
  const isForSome = layers.some((layer) => layer >= 0 && layer < numHiddenLayers);
  if (windowSize <= 0 || (layers.length > 0 && !isForSome)) return maxLength;
  const slack = Math.max(chunkSize - 1, cacheSlack > 0 ? cacheSlack : usualSlack);
  return Math.min(windowSize + slack, maxLength);
}

/** How native's run of `length` tokens over a cache of `capacity` ends. */
export function beyondWindow(
  slidingWindow: SlidingWindow | null,
  capacity: number,
  length: number,
): AppError {
  return new AppError(
    "invalid-argument",
    message`Prompt and answer have ${length} tokens, and onnxruntime-genai's KV cache for this model holds ${capacity}, because genai_config.json has a sliding window of ${slidingWindow?.windowSize ?? 0} (model.decoder.sliding_window). The saved model stops here too. Set max_length to ${capacity} or less, or take sliding_window out of genai_config.json.`,
    { details: { capacity, length } },
  );
}
