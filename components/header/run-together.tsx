import { useEffect, useRef } from "react";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { cellElement, focusCell } from "#components/notebook/focus-cell.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Follower } from "#components/ui/follower.ts";
import type { CellId } from "#notebook/cell.ts";
import type { AppState } from "#store/app-state.ts";
import { onRunOutcome, placeOfRunning } from "#store/run-outcome.ts";

/** Progress of "Run all" and "Run stale", and at the end the outcome. */
export default function RunTogether() {
  const texts = useTexts().runTogether;
  const count = useApp(({ runTogether }) => runTogether?.length ?? 0);
  const place = useApp(({ runTogether, cellStates }) => placeOfRunning(runTogether ?? [], cellStates));
  useFollowRunning();
  useOutcomeNotice();
  return count > 0 && <span className="run-progress">{texts.progress(place, count)}</span>;
}

/** The page scrolls to each cell as it runs, until the person does something else. It stays at the last answer: that is what they want. */
function useFollowRunning(): void {
  const { store } = useServices();
  const together = useApp(({ runTogether }) => runTogether);
  useEffect(() => {
    if (together === null) return;
    const follower = new Follower();
    let followed: CellId | undefined;
    const answers = store.getState().notebook?.cells.filter(({ type }) => type === "inference") ?? [];
    const lastAnswer = together.findLast((id) => answers.some((cell) => cell.id === id));
    const isBelowAnswer = (id: CellId) =>
      lastAnswer !== undefined && together.indexOf(id) > together.indexOf(lastAnswer);
    const follow = ({ cellStates }: AppState) => {
      const running = together.find((id) => cellStates.get(id)?.status === "running");
      if (running === undefined || running === followed || isBelowAnswer(running)) return;
      followed = running;
      follower.follow(cellElement(running));
    };
    follow(store.getState());
    const unsubscribe = store.subscribe(follow);
    return () => {
      unsubscribe();
      follower.end();
    };
  }, [store, together]);
}

function useOutcomeNotice(): void {
  const texts = useTexts().runTogether;
  const { store } = useServices();
  const { notify, dismissNotice, select } = useActions();
  const shown = useRef<number>(null);
  useEffect(
    () =>
      store.subscribe((now, before) => {
        const begins = now.runTogether !== null && now.runTogether !== before.runTogether;
        // The outcome of a run is not shown beside the next one, or another notebook.
        if (shown.current === null || !(begins || now.notebook?.id !== before.notebook?.id)) return;
        dismissNotice(shown.current);
        shown.current = null;
      }),
    [store, dismissNotice],
  );
  useEffect(
    () =>
      onRunOutcome(store, (outcome) => {
        const { ran, failed, stopped, notRun } = outcome;
        if (ran.length + failed.length + stopped + notRun === 0) return;
        const cells = store.getState().notebook?.cells ?? [];
        const answer = cells.findLast(({ id, type }) => type === "inference" && ran.includes(id))?.id;
        const goal = failed[0] ?? answer;
        const label = failed.length > 0 ? texts.goToFailed(failed.length) : texts.goToAnswer;
        const isWhole = failed.length + stopped + notRun === 0;
        shown.current = notify({
          tone: failed.length > 0 ? "error" : isWhole ? "success" : "info",
          text: texts.outcome(ran.length, failed.length, stopped, notRun),
          ...(goal !== undefined && { action: { label, run: () => goToOutcome(goal, select) } }),
        });
      }),
    [store, texts, notify, select],
  );
}

/** Goes to the cell's problem or output, which may be far below its head. */
function goToOutcome(id: CellId, select: (id: CellId) => void): void {
  // Opens a folded section on the way.
  select(id);
  focusCell(id);
  requestAnimationFrame(() =>
    cellElement(id)?.querySelector(".problem, .output")?.scrollIntoView({ block: "center" }),
  );
}
