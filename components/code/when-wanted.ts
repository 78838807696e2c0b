import { whenNear } from "./when-near.ts";

/** Milliseconds after which an idle browser loads Monaco anyway, so that it is ready when needed. */
const SOON_MS = 3000;

/** Distance from the window, in pixels, at which a cell's editor may be needed soon. */
const NEAR_PX = 2000;

/**
 * Resolves when the editor in `host` is needed: the pointer or the focus reaches it, or the page has been open for a while and is idle,
 * and the cell is near. Monaco is larger than the rest of the page together, which has to come first; and a notebook can have hundreds of
 * code cells.
 */
export function whenWanted(host: HTMLElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wanted = () => resolve();
    // The cell has its place even while its content is not laid out.
    const onceNear = () =>
      void whenNear(host.closest("[data-cell-id]") ?? host, NEAR_PX, signal).then(wanted);
    for (const type of ["focusin", "pointerenter"] as const) {
      host.addEventListener(type, wanted, { once: true, signal });
    }
    const timer = setTimeout(
      () => {
        if ("requestIdleCallback" in globalThis) requestIdleCallback(onceNear, { timeout: SOON_MS });
        else onceNear();
      },
      Math.max(0, SOON_MS - performance.now()),
    );
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}
