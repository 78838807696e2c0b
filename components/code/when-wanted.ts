/** Milliseconds after which Monaco is fetched all the same, once the browser is idle: then it is there when it is wanted. */
const SOON_MS = 3000;

/** Pixels from the window's edge at which a cell is near enough that its editor may be wanted soon. */
const NEAR_PX = 2000;

/**
 * Resolves when the editor in `host` is wanted: the pointer or the focus comes to it, or the page has been open for a while
 * and has nothing else to do, and the cell is near. Monaco is larger than all the rest of the page, which has to be there
 * first; and a notebook may have hundreds of cells with code.
 */
export function whenWanted(host: HTMLElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wanted = () => resolve();
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) wanted();
      },
      { rootMargin: `${NEAR_PX}px` },
    );
    // The cell has its place while what is in it is not laid out.
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
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
