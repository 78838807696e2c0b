export interface SpeedActions {
  /** Bytes of weights that the int4 kernel multiplies per second, measured once a visit; null if that failed. */
  readonly kernelSpeed: () => Promise<number | null>;
}
