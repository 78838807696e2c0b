/**
 * Milliseconds since 1970, by a clock that never jumps: where a person or the network sets the computer's clock, `Date.now()`
 * does, and what took a second seems to have taken an hour, or less than nothing. After the computer slept it may be late, so
 * dates that are sent or stored come from `Date`.
 */
export function steadyNowMs(): number {
  return Math.round(performance.timeOrigin + performance.now());
}
