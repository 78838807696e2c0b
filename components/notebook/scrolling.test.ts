import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isScrolledFast, onScrolling, type Scrolling, whenReadable } from "./scrolling.ts";

/** A window without a screen: `frame` moves it and draws. */
let frames: (() => void)[] = [];
let onScroll: (() => void) | null = null;

beforeEach(() => {
  frames = [];
  vi.stubGlobal("scrollY", 0);
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
  vi.stubGlobal("addEventListener", (_type: string, listener: () => void) => {
    onScroll = listener;
  });
  vi.stubGlobal("removeEventListener", () => {
    onScroll = null;
  });
});
afterEach(() => vi.unstubAllGlobals());

function frame(px: number): void {
  vi.stubGlobal("scrollY", scrollY + px);
  if (px !== 0) onScroll?.();
  for (const callback of frames.splice(0)) callback();
}

const REST = [0, 0, 0];

test("a flick is fast until the window rests; a jump and reading are not", () => {
  const told: Scrolling[] = [];
  const end = onScrolling((now) => told.push(now));
  for (const px of [900, ...REST, 20, 20, ...REST]) frame(px);
  expect(told.some(({ isFast }) => isFast)).toBe(false);
  expect(told.filter(({ isResting }) => isResting)).toHaveLength(2);

  for (const px of [120, 120, 120, 120]) frame(px);
  expect(isScrolledFast()).toBe(true);
  // A late frame is no rest.
  frame(0);
  expect(isScrolledFast()).toBe(true);
  for (const px of REST) frame(px);
  expect(isScrolledFast()).toBe(false);
  end();
});

test("what waits for a readable window begins at once, or when the flick ends, unless it is called off", () => {
  const begun: string[] = [];
  const end = onScrolling(() => undefined);
  whenReadable(() => begun.push("at once"));
  expect(begun).toEqual(["at once"]);

  for (const px of [120, 120, 120, 120]) frame(px);
  whenReadable(() => begun.push("later"));
  whenReadable(() => begun.push("never"))();
  frame(120);
  expect(begun).toEqual(["at once"]);
  frame(30);
  expect(begun).toEqual(["at once", "later"]);
  for (const px of REST) frame(px);
  end();
});
