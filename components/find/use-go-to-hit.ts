import { useActions, useApp } from "#components/app-context.ts";
import { drawNow, focusCell } from "#components/notebook/focus-cell.ts";
import { markHit } from "./mark-hit.ts";
import { type AnyHit, type Hits, isShownHit } from "./use-hits.ts";

/** Leaves the search and selects the hit in its field or editor. */
export function useGoToHit({ finder, textOf }: Hits, onClose: () => void): (hit: AnyHit) => void {
  const cells = useApp((state) => state.notebook?.cells);
  const { setCollapsed, setEditing } = useActions();
  return (hit) => {
    onClose();
    if (isShownHit(hit)) {
      focusCell(hit.cellId);
      // After its cell is focused and visible.
      requestAnimationFrame(() => {
        getSelection()?.removeAllRanges();
        getSelection()?.addRange(hit.range);
        finder?.showHit(hit);
        finder?.showNoHit();
      });
      return;
    }
    setCollapsed([hit.cellId], false);
    if (cells?.find(({ id }) => id === hit.cellId)?.type === "markdown") setEditing(hit.cellId);
    drawNow();
    if (!markHit(hit, textOf(hit))) focusCell(hit.cellId);
  };
}
