/** Whether the window is scrolled so fast that nobody can read what passes: work on what passes can wait. */

/** Pixels a frame: at 60 frames a second, 4 screens of 900 pixels a second. */
const FAST_PX = 60;
/** The window rests after so many frames without a change: one alone can be a late frame of a busy page. */
const RESTING_FRAMES = 3;

export interface Scrolling {
  readonly isFast: boolean;
  readonly isResting: boolean;
}

type Told = (scrolling: Scrolling) => void;

const RESTING: Scrolling = { isFast: false, isResting: true };

const listeners = new Set<Told>();
let now = RESTING;

/** Tells at each frame of a movement, and once when the window rests again. @returns a function that ends it. */
export function onScrolling(told: Told): () => void {
  if (listeners.size === 0) addEventListener("scroll", follow, { passive: true });
  listeners.add(told);
  return () => {
    listeners.delete(told);
    if (listeners.size === 0) removeEventListener("scroll", follow);
  };
}

export function isScrolledFast(): boolean {
  return now.isFast;
}

/** Calls back as soon as the window is not scrolled fast: at once, or later. @returns a function that calls it off. */
export function whenReadable(callback: () => void): () => void {
  if (!now.isFast) {
    callback();
    return () => undefined;
  }
  const end = onScrolling(({ isFast }) => {
    if (isFast) return;
    end();
    callback();
  });
  return end;
}

/** The first event of a movement starts it; the frames after it compare. */
function follow(): void {
  if (!now.isResting) return;
  now = { isFast: false, isResting: false };
  let lastY = scrollY;
  let lastPx = 0;
  let stillFrames = 0;
  const next = (): void => {
    const px = Math.abs(scrollY - lastY);
    stillFrames = px === 0 ? stillFrames + 1 : 0;
    // One step alone is a jump, as to a heading.
    const isFast = (px > FAST_PX && lastPx > FAST_PX) || (now.isFast && stillFrames > 0);
    now = stillFrames < RESTING_FRAMES ? { isFast, isResting: false } : RESTING;
    [lastY, lastPx] = [scrollY, px];
    for (const told of listeners) told(now);
    if (!now.isResting) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}
