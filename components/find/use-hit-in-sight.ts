import { useEffect, useEffectEvent } from "react";
import { useActions } from "#components/app-context.ts";
import { cellElement } from "#components/notebook/focus-cell.ts";
import { type Hits, isShownHit } from "./use-hits.ts";

/** Selects the hit's cell, and scrolls to the hit if it is in an output. */
export function useHitInSight({ all, finder, pattern }: Hits, place: number): void {
  const { select } = useActions();
  const hit = all[place];
  const isShown = hit !== undefined && isShownHit(hit);
  const cellId = hit?.cellId;
  useEffect(() => {
    if (cellId === undefined) return;
    select(cellId);
    // After a folded section that hides it has been opened and drawn.
    requestAnimationFrame(() => cellElement(cellId)?.scrollIntoView({ block: "nearest" }));
  }, [cellId, select]);
  const show = useEffectEvent((at: number) => {
    const shownHit = all[at];
    if (shownHit && isShownHit(shownHit)) finder?.showHit(shownHit);
  });
  useEffect(() => {
    if (!isShown || cellId === undefined || pattern === null) {
      finder?.showNoHit();
      return;
    }
    // After its cell. A hit that is only drawn again does not scroll the page back to it.
    const frame = requestAnimationFrame(() => show(place));
    return () => cancelAnimationFrame(frame);
  }, [cellId, finder, isShown, pattern, place]);
}
