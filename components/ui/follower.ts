/** Events by which a person moves about the page, or starts something of their own. */
const ACTS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/** Keeps the end of an element visible while the page grows, until the person acts: then the page stays where they are. */
export class Follower {
  #isOver = false;
  #followed: Element | null = null;
  readonly #growth = new ResizeObserver(() => this.#show());
  readonly #stop = () => {
    for (const act of ACTS) removeEventListener(act, this.#stop, { capture: true });
    this.#growth.disconnect();
    this.#isOver = true;
  };

  constructor() {
    for (const act of ACTS) addEventListener(act, this.#stop, { capture: true, passive: true });
    this.#growth.observe(document.body);
  }

  /** From now on, follows that element. */
  follow(element: Element | null): void {
    if (this.#isOver) return;
    this.#followed = element;
    this.#show();
  }

  /** Shows what has arrived so far. */
  end(): void {
    this.#show();
    this.#stop();
  }

  #show(): void {
    if (this.#isOver || !this.#followed) return;
    const { bottom } = this.#followed.getBoundingClientRect();
    const { scrollPaddingBlockStart, scrollPaddingBlockEnd } = getComputedStyle(document.documentElement);
    const isInSight =
      bottom >= parseFloat(scrollPaddingBlockStart) &&
      bottom <= innerHeight - parseFloat(scrollPaddingBlockEnd) + 1;
    if (!isInSight) this.#followed.scrollIntoView({ block: "end" });
  }
}
