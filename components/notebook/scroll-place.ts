/** The scroll position when the tab was left, so that a reload returns to it. */
import { parseJson } from "#base/parse-json.ts";
import { cellElement } from "./focus-cell.ts";
import { firstWhere } from "./near-rows.ts";

const STORAGE_KEY = "phi3-mlflow-notebook-place";
/** Cells' views load one after the other, and move what is below them. */
const SETTLES_MS = 4000;
/** Events by which a person moves about the page. */
const ACTS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

interface ScrollPlace {
  readonly document: string;
  /** The cell at the top of the window. */
  readonly cell: string;
  /** Pixels from the top of the window to the top of the cell. */
  readonly top: number;
}

/** Call when the tab is left. */
export function keepScrollPlace(document: string): void {
  const cell = cellAtTop();
  try {
    if (scrollY === 0 || cell === undefined) sessionStorage.removeItem(STORAGE_KEY);
    else {
      const { top } = cell.getBoundingClientRect();
      const place: ScrollPlace = { document, cell: cell.dataset["cellId"] ?? "", top };
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(place));
      // The browser would scroll a page that is still empty.
      history.scrollRestoration = "manual";
    }
  } catch {
    // Storage is off: the browser does what it can.
  }
}

/**
 * Goes to the document's stored position, and keeps it while views load, until the person acts.
 * @returns a function that stops this.
 */
export function restoreScrollPlace(document: string): () => void {
  const place = keptPlace();
  if (place?.document !== document) return () => {};
  const show = () => {
    const cell = cellElement(place.cell);
    if (cell) scrollBy({ top: cell.getBoundingClientRect().top - place.top, behavior: "instant" });
  };
  const growth = new ResizeObserver(show);
  growth.observe(globalThis.document.body);
  const timer = setTimeout(end, SETTLES_MS);
  for (const act of ACTS) addEventListener(act, end, { capture: true, passive: true });
  show();
  function end(): void {
    clearTimeout(timer);
    growth.disconnect();
    for (const act of ACTS) removeEventListener(act, end, { capture: true });
  }
  return end;
}

function cellAtTop(): HTMLElement | undefined {
  const header = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart) || 0;
  // Those of folded sections have no place. Few are asked for theirs: each that is asked is laid out.
  const cells = [...document.querySelectorAll<HTMLElement>("[data-cell-id]")].filter(
    (cell) => cell.closest("[hidden]") === null,
  );
  return cells[firstWhere(cells, (cell) => cell.getBoundingClientRect().bottom > header)];
}

/** It is used once. */
function keptPlace(): ScrollPlace | null {
  try {
    const kept = sessionStorage.getItem(STORAGE_KEY);
    sessionStorage.removeItem(STORAGE_KEY);
    const { document, cell, top } = parseJson(kept ?? "null") as Partial<Record<keyof ScrollPlace, unknown>>;
    return typeof document === "string" && typeof cell === "string" && typeof top === "number"
      ? { document, cell, top }
      : null;
  } catch {
    return null;
  }
}
