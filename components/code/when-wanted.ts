/** Milliseconds after which Monaco is fetched all the same, once the browser is idle: then it is there when it is wanted. */
const SOON_MS = 3000;

/**
 * Resolves when the editor in `host` is wanted: the pointer or the focus comes to it, or the page has been open for a while
 * and has nothing else to do. Monaco is larger than all the rest of the page, which has to be there first.
 */
export function whenWanted(host: HTMLElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wanted = () => resolve();
    for (const type of ["focusin", "pointerenter"] as const) {
      host.addEventListener(type, wanted, { once: true, signal });
    }
    const timer = setTimeout(
      () => {
        if ("requestIdleCallback" in globalThis) requestIdleCallback(wanted, { timeout: SOON_MS });
        else wanted();
      },
      Math.max(0, SOON_MS - performance.now()),
    );
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}
