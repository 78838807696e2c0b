import { type RefObject, useEffect, useEffectEvent } from "react";
import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId } from "#notebook/cell.ts";

/** While held, no run starts that involves the cell: what the person sees in it is not what would run. */
export function useRunHold(cellId: CellId, isHeld: boolean, explain: () => void): void {
  const { holdRuns } = useActions();
  const told = useEffectEvent(explain);
  useEffect(
    () => (isHeld ? holdRuns({ cellId, explain: () => told() }) : undefined),
    [holdRuns, cellId, isHeld],
  );
}

/** The same for a field whose text is not a valid value: a run stops at it, and says so. */
export function useRefusedField(field: RefObject<HTMLInputElement | null>, isRefused: boolean): void {
  const { holdRuns, notify, dismissNotice } = useActions();
  const texts = useTexts().field;
  const text = useEffectEvent((input: HTMLInputElement) =>
    texts.refused(input.labels?.[0]?.textContent ?? input.ariaLabel ?? "", input.value),
  );
  useEffect(() => {
    const input = field.current;
    const cellId = input?.closest<HTMLElement>("[data-cell-id]")?.dataset["cellId"];
    if (!isRefused || !input || cellId === undefined) return undefined;
    let notice: number | null = null;
    const dismiss = () => {
      if (notice !== null) dismissNotice(notice);
    };
    const release = holdRuns({
      cellId,
      explain() {
        dismiss();
        notice = notify({ tone: "error", text: text(input) });
        // In a closed part, nothing takes the focus.
        input.closest("details")?.setAttribute("open", "");
        input.focus();
      },
    });
    return () => {
      release();
      dismiss();
    };
  }, [field, isRefused, holdRuns, notify, dismissNotice]);
}
