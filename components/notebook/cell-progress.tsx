import { formatBytes } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { Progress } from "#base/progress.ts";

export function CellProgress({ state }: { readonly state: CellState }) {
  return state.status === "running" && state.progress ? <ProgressBar progress={state.progress} /> : null;
}

/** What is being done, and how far it is if that is known. */
export function ProgressBar({ progress }: { readonly progress: Progress }) {
  const texts = useTexts().state;
  const say = useSay();
  const { loadedBytes, totalBytes } = progress;
  const label = say(progress.label);
  return (
    <div className="progress">
      <span>
        {label}
        {loadedBytes !== undefined && (
          <span className="muted">
            {" "}
            {formatBytes(loadedBytes)}
            {totalBytes !== undefined && ` / ${formatBytes(totalBytes)}`}
          </span>
        )}
      </span>
      <progress
        aria-label={`${texts.progress}: ${label}`}
        {...(loadedBytes !== undefined && totalBytes ? { value: loadedBytes / totalBytes } : {})}
      />
    </div>
  );
}
