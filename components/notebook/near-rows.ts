/** Which rows of a long notebook are near the window: the others are drawn as their text alone. */
import { type RefObject, startTransition, useEffect, useEffectEvent, useState } from "react";

/** Notebooks with fewer cells are drawn whole. */
export const LONG_NOTEBOOK = 100;
/** Drawn before they come into sight: about a screen above and below. */
const NEAR_PX = 1000;

type Told = (entry: IntersectionObserverEntry) => void;

const listeners = new WeakMap<Element, Told>();
let observer: IntersectionObserver | null = null;

/** One for all rows: the browser tells of them together, and they are drawn together. */
function theObserver(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) listeners.get(entry.target)?.(entry);
    },
    { rootMargin: `${NEAR_PX}px 0px` },
  );
  return observer;
}

export interface RowPlace {
  readonly isNear: boolean;
  /** Of the row when it was drawn last, in pixels; null before. */
  readonly height: number | null;
}

interface RowPlaceOptions {
  /** False: it is always near. */
  readonly isWatched: boolean;
  /** Until the browser tells. */
  readonly startsNear: boolean;
  /** Once it was near, it stays so. */
  readonly stays: boolean;
}

export function useRowPlace(
  row: RefObject<HTMLElement | null>,
  { isWatched, startsNear, stays }: RowPlaceOptions,
): RowPlace {
  const [place, setPlace] = useState<RowPlace>({
    // A notebook that grows long was drawn whole.
    isNear: !isWatched || startsNear,
    height: null,
  });
  const onTold = useEffectEvent(({ isIntersecting, boundingClientRect }: IntersectionObserverEntry) => {
    const move = () =>
      setPlace((before) => {
        const isNear = isIntersecting || (stays && before.isNear);
        if (isNear === before.isNear) return before;
        // What is not laid out, in a folded section, has no height to keep.
        const { height } = boundingClientRect;
        return { isNear, height: !isNear && height > 0 ? height : before.height };
      });
    if (isIntersecting) move();
    // What goes out of sight can wait for what comes into it.
    else startTransition(move);
  });
  useEffect(() => {
    const element = row.current;
    if (!isWatched || element === null) return;
    const told: Told = (entry) => onTold(entry);
    listeners.set(element, told);
    theObserver().observe(element);
    return () => {
      listeners.delete(element);
      theObserver().unobserve(element);
    };
  }, [row, isWatched]);
  return isWatched ? place : NEAR;
}

const NEAR: RowPlace = { isNear: true, height: null };
