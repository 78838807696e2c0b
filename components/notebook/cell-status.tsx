import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleStop,
  Clock,
  History,
  LoaderCircle,
  ShieldQuestion,
} from "lucide-react";
import { assertNever } from "#base/assert-never.ts";
import { formatDuration } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { type CellState, waitsForConsent } from "#kernel/cell-state.ts";
import { useElapsedMs } from "./use-elapsed.ts";

/** A cell's run state as icon and words. Not a live region: `Announcer` says what matters. */
export function CellStatus({ state }: { readonly state: CellState }) {
  const texts = useTexts().state;
  const say = useSay();
  const elapsedMs = useElapsedMs(state.status === "running" ? state.startedAtMs : null);
  switch (state.status) {
    case "idle":
      return (
        <span className="status idle">
          <Circle aria-hidden /> {texts.idle}
        </span>
      );
    case "interrupted":
      return (
        <span className="status stopped">
          <CircleStop aria-hidden /> {texts.interrupted}
        </span>
      );
    case "queued":
      return (
        <span className="status queued">
          <Clock aria-hidden /> {texts.queued}
        </span>
      );
    case "running":
      return (
        <span className="status running">
          <LoaderCircle aria-hidden className="spin" /> {texts.running(formatTick(elapsedMs))}
        </span>
      );
    case "done":
      return state.stopped ? (
        <span className="status stopped">
          <CircleStop aria-hidden /> {texts.stopped(formatDuration(state.elapsedMs))}
        </span>
      ) : (
        <span className="status done">
          <CircleCheck aria-hidden /> {texts.done(formatDuration(state.elapsedMs))}
        </span>
      );
    case "stale":
      return (
        <span className="status stale">
          <History aria-hidden /> {texts.staleBecause(say(state.because))}
        </span>
      );
    case "failed":
      return waitsForConsent(state) ? (
        <span className="status queued">
          <ShieldQuestion aria-hidden /> {texts.needsConsent}
        </span>
      ) : (
        <span className="status failed">
          <CircleAlert aria-hidden /> {texts.failed}
        </span>
      );
    default:
      return assertNever(state);
  }
}

/** Tenths of a second, so that the width does not change at every tick. */
function formatTick(elapsedMs: number): string {
  return elapsedMs < 60_000 ? `${(elapsedMs / 1000).toFixed(1)} s` : formatDuration(elapsedMs);
}
