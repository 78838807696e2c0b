/** The height of each cell's content when the tab was left, so that what waits for its view has the room that the view takes. */
import { parseJson } from "#base/parse-json.ts";

const STORAGE_KEY = "phi3-mlflow-notebook-heights";
/** Longer notebooks keep those of their first cells. */
const MOST_CELLS = 200;

interface KeptHeights {
  readonly document: string;
  /** The window's width: lines break elsewhere in another. */
  readonly width: number;
  /** By the cells' names, such as "Cell 3: Model": an unedited template has other ids at each visit. */
  readonly heights: readonly (readonly [name: string, height: number])[];
}

let kept: KeptHeights | null | undefined;

/** Call when the tab is left. */
export function keepHeights(document: string): void {
  const bodies = globalThis.document.querySelectorAll<HTMLElement>(
    ".cell:not(.markdown, .code) .cell-body:not(:has(.cell-loading))",
  );
  const heights = [...bodies].slice(0, MOST_CELLS).flatMap((body): [string, number][] => {
    const name = body.closest("[data-cell-id]")?.getAttribute("aria-label");
    const { paddingBlockStart, paddingBlockEnd } = getComputedStyle(body);
    const height = body.clientHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd);
    return !name || height <= 0 ? [] : [[name, height]];
  });
  try {
    const all: KeptHeights = { document, width: innerWidth, heights };
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(all));
  } catch {
    // Storage is off: the usual heights do.
  }
}

/** In pixels; null if it is not known for a window of this width. */
export function keptHeight(document: string, name: string): number | null {
  kept ??= readKept();
  if (kept === null || kept.document !== document || kept.width !== innerWidth) return null;
  return kept.heights.find(([each]) => each === name)?.[1] ?? null;
}

function readKept(): KeptHeights | null {
  try {
    const { document, width, heights } = parseJson(sessionStorage.getItem(STORAGE_KEY) ?? "null") as Record<
      keyof KeptHeights,
      unknown
    >;
    return typeof document === "string" && typeof width === "number" && Array.isArray(heights)
      ? { document, width, heights: heights.filter(isHeight) }
      : null;
  } catch {
    return null;
  }
}

function isHeight(entry: unknown): entry is [string, number] {
  return Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "number";
}
