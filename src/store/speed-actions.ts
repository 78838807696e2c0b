/** Measures this computer's speed, to estimate how fast a model will write. */
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
        // The worker may have been ended meanwhile: the next call may succeed.
        measured = null;
        return null;
      })),
  };
}
