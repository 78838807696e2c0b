import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";

/** What a decoder needs of WebAssembly's memory. */
export interface MemoryNeeds {
  /** Without a KV cache. */
  readonly weightsBytes: number;
  /** A KV cache for this many tokens. */
  readonly cacheBytes: (tokens: number) => number;
  /** The same, if the runtime can keep keys and values in fewer bits. */
  readonly narrowCacheBytes?: (tokens: number) => number;
}

/** 32-bit addresses. The last page of 64 KiB is left out, so that an end is an address too. */
export const addressableBytes = 65535 * 65536;

/** The longest context whose cache fits beside the weights; 0 if not even the weights fit. */
export function fittingTokens(needs: MemoryNeeds, contextLength: number): number {
  const cacheBytes = needs.narrowCacheBytes ?? needs.cacheBytes;
  const room = addressableBytes - needs.weightsBytes;
  let fits = 0;
  let tooMany = contextLength + 1;
  if (room <= 0) return 0;
  while (tooMany - fits > 1) {
    const tokens = Math.floor((fits + tooMany) / 2);
    if (cacheBytes(tokens) <= room) fits = tokens;
    else tooMany = tokens;
  }
  return fits;
}

/**
 * Refuses before loading what will not fit, and says what would.
 * @param tokens of the requested context: prompt and answer together.
 * @param runtime its name in a sentence: "the int4 kernel".
 * @throws AppError "out-of-memory"; details.fittingTokens is the context that fits, 0 if none does.
 */
export function checkMemoryFit(
  needs: MemoryNeeds,
  tokens: number,
  { contextLength, runtime }: { readonly contextLength: number; readonly runtime: Wording },
): void {
  const fitting = fittingTokens(needs, contextLength);
  if (tokens <= fitting) return;
  const cacheBytes = (needs.narrowCacheBytes ?? needs.cacheBytes)(tokens);
  const details = { neededBytes: needs.weightsBytes + cacheBytes, fittingTokens: fitting };
  const limit = size(addressableBytes);
  if (fitting === 0) {
    throw new AppError(
      "out-of-memory",
      message`The model's weights take ${size(needs.weightsBytes)} on ${runtime}, and WebAssembly has ${limit} in all. Nothing was loaded. Choose a smaller model, or one of fewer bits.`,
      { details },
    );
  }
  throw new AppError(
    "out-of-memory",
    message`A context of ${tokens} tokens takes ${size(cacheBytes)} on ${runtime}, beside weights of ${size(needs.weightsBytes)}; WebAssembly has ${limit} in all. Nothing was loaded. A context of up to ${fitting} tokens fits: set max_length to ${fitting} or less.`,
    { details },
  );
}

function size(bytes: number): string {
  return bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
