import { whenReadable } from "#components/notebook/scrolling.ts";

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
    let callOff = () => {};
    const near = new IntersectionObserver(
      (entries) => {
        callOff();
        if (!entries.at(-1)?.isIntersecting) return;
        // What only passes needs no editor.
        callOff = whenReadable(wanted);
      },
      { rootMargin: `${NEAR_PX}px` },
    );
    // The cell has its place even while its content is not laid out.
    const whenNear = () => {
      if (!signal.aborted) near.observe(host.closest("[data-cell-id]") ?? host);
    };
    for (const type of ["focusin", "pointerenter"] as const) {
      host.addEventListener(type, wanted, { once: true, signal });
    }
    const timer = setTimeout(
      () => {
        if ("requestIdleCallback" in globalThis) requestIdleCallback(whenNear, { timeout: SOON_MS });
        else whenNear();
      },
      Math.max(0, SOON_MS - performance.now()),
    );
    const stop = () => {
      clearTimeout(timer);
      near.disconnect();
      callOff();
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
