import { steadyNowMs } from "#base/steady-clock.ts";
import { useEffect, useState } from "react";

const TICK_MS = 100;

/** Milliseconds since `startedAtMs` of the steady clock, ticking; 0 while that is null. */
export function useElapsedMs(startedAtMs: number | null): number {
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    if (startedAtMs === null) return;
    const timer = setInterval(() => setNowMs(steadyNowMs()), TICK_MS);
    return () => clearInterval(timer);
  }, [startedAtMs]);
  return startedAtMs === null ? 0 : Math.max(0, nowMs - startedAtMs);
}
