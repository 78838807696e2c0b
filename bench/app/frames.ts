const FRAME_MS = 1000 / 60;

export interface Frames {
  readonly shown: number;
  readonly dropped: number;
  readonly longestMs: number;
}

/** @param intervalsMs between the frames of a page that was to show sixty a second. */
export function framesOf(intervalsMs: readonly number[]): Frames {
  const dropped = intervalsMs.map((interval) => Math.max(0, Math.round(interval / FRAME_MS) - 1));
  return {
    shown: intervalsMs.length,
    dropped: dropped.reduce((sum, count) => sum + count, 0),
    longestMs: Math.max(0, ...intervalsMs),
  };
}
