import { whenReadable } from "#components/notebook/scrolling.ts";

/** Resolves when the element is within so many pixels of the window, which is not scrolled past it; never after the abort. */
export function whenNear(element: Element, distancePx: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return;
    let callOff = () => {};
    const observer = new IntersectionObserver(
      (entries) => {
        callOff();
        if (!entries.at(-1)?.isIntersecting) return;
        callOff = whenReadable(() => {
          observer.disconnect();
          resolve();
        });
      },
      { rootMargin: `${distancePx}px` },
    );
    observer.observe(element);
    const stop = () => {
      observer.disconnect();
      callOff();
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
