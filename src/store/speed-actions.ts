/** How fast this computer is, for telling beforehand how fast a model will write. */
import type { InferencePort } from "#inference/inference-port.ts";
import type { SpeedActions } from "./speed-slice.ts";

interface MeasuringApp {
  readonly ports: { readonly inference: Pick<InferencePort, "measureSpeed"> };
}

export function createSpeedActions({ ports }: MeasuringApp): SpeedActions {
  let measured: Promise<number | null> | null = null;
  return {
    kernelSpeed: () =>
      (measured ??= ports.inference.measureSpeed().catch(() => {
        // The worker was ended meanwhile, perhaps: the next one to ask may have more luck.
        measured = null;
        return null;
      })),
  };
}
