/** Functions, not methods. */
export interface SpeedActions {
  /** Bytes of weights that the int4 kernel multiplies with in a second, measured once a visit; null where that failed. */
  readonly kernelSpeed: () => Promise<number | null>;
}
