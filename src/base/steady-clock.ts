/**
 * Milliseconds since 1970, by a clock that never jumps. `Date.now()` jumps when a person or the network sets the computer's clock, which
 * makes durations wrong. This clock can be late after the computer slept, so dates that are sent or stored come from `Date`.
 */
export function steadyNowMs(): number {
  return Math.round(performance.timeOrigin + performance.now());
}
