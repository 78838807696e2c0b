/** A point of a plot: tokens generated so far, and a value. */
export type Point = readonly [token: number, value: number];

/**
 * Tokens per second along an answer, each over the `window` tokens before it, because single steps vary with the timer and the machine.
 * @param tokenTimesMs from submit to each token. The first token is left out: it waited for the prompt.
 */
export function speedSeries(tokenTimesMs: readonly number[], window = 8): readonly Point[] {
  return tokenTimesMs.flatMap((timeMs, at): Point[] => {
    const from = Math.max(0, at - window);
    const elapsedMs = timeMs - (tokenTimesMs[from] ?? timeMs);
    return at === 0 || elapsedMs <= 0 ? [] : [[at + 1, (1000 * (at - from)) / elapsedMs]];
  });
}

/** At most `most` points, evenly spaced, including the last: more would look the same. */
export function thinned(points: readonly Point[], most = 300): readonly Point[] {
  if (points.length <= most) return points;
  return Array.from(
    { length: most },
    (_, at) => points[Math.round((at * (points.length - 1)) / (most - 1))]!,
  );
}
