/** What would be lost if the page were left now. Downloads continue at the next visit, and edits are kept on the way out. */
import type { AppState } from "./app-state.ts";

type Loss = "upload" | "zip" | "unsaved";

/** @returns null if nothing would be lost. */
export function lossOnLeaving({ notebook, cellStates, save, zipsInWork }: AppState): Loss | null {
  const uploads = notebook?.cells.some(
    ({ type, id }) => type === "register" && cellStates.get(id)?.status === "running",
  );
  if (uploads === true) return "upload";
  if (zipsInWork > 0) return "zip";
  return save.status === "failed" ? "unsaved" : null;
}
