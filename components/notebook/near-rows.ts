/** Which rows of a long notebook are near the window: the others are drawn as their text alone. */
import { type RefObject, startTransition, useEffect, useEffectEvent, useState } from "react";
import { isScrolledFast, onScrolling } from "./scrolling.ts";

/** Notebooks with fewer cells are drawn whole. */
export const LONG_NOTEBOOK = 100;
/** Drawn before they come into sight: about a screen above and below. */
const NEAR_PX = 1000;
/** What was drawn stays so while it is no farther away, so that scrolling back draws nothing. */
const KEPT_PX = 6000;
/** Rows out of sight that are drawn in one frame: at a reading speed fewer come near. */
const DRAWN_IN_A_FRAME = 1;

/** @param height of the row as it was drawn, in pixels, when it goes. */
type Told = (isNear: boolean, height: number | null) => void;

/**
 * The rows of one list. It asks few rows where they are, when the window moves or the list changes its size: a thousand observed rows cost
 * more in each frame than the frame has.
 */
class NearRows {
  readonly #told = new Map<Element, Told>();
  readonly #near = new Set<Element>();
  #list: Element | null = null;
  /** Those that are laid out, in order; null until they are asked for. */
  #laidOut: readonly Element[] | null = null;
  #frame: number | null = null;
  #ends: readonly (() => void)[] = [];

  /** @param isNear whether it is drawn already. */
  watch(row: Element, isNear: boolean, told: Told): () => void {
    if (this.#told.size === 0) this.#start(row.parentElement);
    this.#told.set(row, told);
    this.#laidOut = null;
    if (isNear) this.#near.add(row);
    this.placeSoon();
    return () => {
      this.#told.delete(row);
      this.#near.delete(row);
      this.#laidOut = null;
      if (this.#told.size === 0) this.#end();
    };
  }

  #start(list: Element | null): void {
    this.#list = list;
    const placeSoon = () => this.placeSoon();
    const sizes = new ResizeObserver(placeSoon);
    if (list) sizes.observe(list);
    addEventListener("resize", placeSoon);
    this.#ends = [
      () => sizes.disconnect(),
      () => removeEventListener("resize", placeSoon),
      onScrolling(({ isFast, isResting }) => {
        if (!isFast) this.placeSoon();
        if (isResting) this.#undrawFar();
      }),
    ];
  }

  #end(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.#list = null;
  }

  /** A row was moved among the others, hidden or shown. */
  changed(): void {
    this.#laidOut = null;
    this.placeSoon();
  }

  /** For a change that moves neither the window nor the list's end. */
  placeSoon(): void {
    if (this.#list === null) return;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      // What only passes is not drawn: the end of the movement places again.
      if (!isScrolledFast()) this.#place();
    });
  }

  /** Draws what is in sight, and a little of what is near; the rest in the next frames. */
  #place(): void {
    const rows = this.#rows();
    const waiting = between(rows, -NEAR_PX, innerHeight + NEAR_PX).filter(
      (row) => this.#told.has(row) && !this.#near.has(row),
    );
    const inSight = new Set(between(rows, 0, innerHeight));
    const others = waiting.filter((row) => !inSight.has(row));
    const drawn = [...waiting.filter((row) => inSight.has(row)), ...others.slice(0, DRAWN_IN_A_FRAME)];
    for (const row of drawn) {
      this.#near.add(row);
      this.#told.get(row)?.(true, null);
    }
    if (drawn.length < waiting.length) this.placeSoon();
  }

  #undrawFar(): void {
    const kept = new Set(between(this.#rows(), -KEPT_PX, innerHeight + KEPT_PX));
    const gone = [...this.#near].filter((row) => !kept.has(row));
    const heights = gone.map((row) => row.getBoundingClientRect().height);
    // Nobody waits for it.
    startTransition(() => {
      for (const [at, row] of gone.entries()) {
        this.#near.delete(row);
        // What is not laid out, in a folded section, has no height to keep.
        this.#told.get(row)?.(false, heights[at] || null);
      }
    });
  }

  #rows(): readonly Element[] {
    this.#laidOut ??= [...(this.#list?.children ?? [])].filter((row) => !(row as HTMLElement).hidden);
    return this.#laidOut;
  }
}

/** The rows that touch the stretch from `top` to `bottom` of the window, in pixels. */
function between(rows: readonly Element[], top: number, bottom: number): readonly Element[] {
  const first = firstWhere(rows, (row) => row.getBoundingClientRect().bottom >= top);
  const end = firstWhere(rows, (row) => row.getBoundingClientRect().top > bottom);
  return rows.slice(first, end);
}

/** @param isAfter false for rows up to some place, true for those after it. */
export function firstWhere<Row>(rows: readonly Row[], isAfter: (row: Row) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && isAfter(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const nearRows = new NearRows();

export interface RowPlace {
  readonly isNear: boolean;
  /** Of the row when it was drawn last, in pixels; null before. */
  readonly height: number | null;
}

interface RowPlaceOptions {
  /** False: it is always near. */
  readonly isWatched: boolean;
  /** Until its place is known. */
  readonly startsNear: boolean;
  /** Once it was near, it stays so. */
  readonly stays: boolean;
  readonly index: number;
  /** In a folded section. */
  readonly isHidden: boolean;
}

export function useRowPlace(
  row: RefObject<HTMLElement | null>,
  { isWatched, startsNear, stays, index, isHidden }: RowPlaceOptions,
): RowPlace {
  const [place, setPlace] = useState<RowPlace>({
    // A notebook that grows long was drawn whole.
    isNear: !isWatched || startsNear,
    height: null,
  });
  const isNearNow = useEffectEvent(() => place.isNear);
  useEffect(() => {
    const element = row.current;
    if (!isWatched || element === null) return;
    return nearRows.watch(element, isNearNow(), (isNear, height) =>
      setPlace((before) =>
        isNear === before.isNear || (stays && before.isNear)
          ? before
          : { isNear, height: height ?? before.height },
      ),
    );
  }, [row, isWatched, stays]);
  // When a row moves, or a section is folded, other rows come near.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies
  useEffect(() => nearRows.changed(), [index, isHidden]);
  return isWatched ? place : NEAR;
}

const NEAR: RowPlace = { isNear: true, height: null };
