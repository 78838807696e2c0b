/** How fast this computer is, for telling beforehand how fast a model will write. */
import type { InferencePort } from "#kernel/ports.ts";

/** Functions, not methods. */
export interface SpeedActions {
  /** Bytes of weights that the int4 kernel multiplies with in a second, measured once a visit; null where that failed. */
  readonly kernelSpeed: () => Promise<number | null>;
}

export function createSpeedActions({ measureSpeed }: Pick<InferencePort, "measureSpeed">): SpeedActions {
  let measured: Promise<number | null> | null = null;
  return {
    kernelSpeed: () =>
      (measured ??= measureSpeed().catch(() => {
        // The worker was ended meanwhile, perhaps: the next one to ask may have more luck.
        measured = null;
        return null;
      })),
  };
}
