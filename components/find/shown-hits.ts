/** Finds text in what the page shows of a run, and marks every visible hit. Loaded with the first search. */
import type { CellId, Notebook } from "#notebook/cell.ts";
import { type Hit, matchesIn } from "#notebook/find.ts";

/** A place in an output or an answer, which can be shown but not replaced. */
export interface ShownHit extends Hit {
  /** The paragraph or line that contains it. */
  readonly text: string;
  readonly range: Range;
}

/** Outputs of runs. Everything else in a cell is drawn from texts that findHits searches. */
const OUTPUTS = ".output, .saved-outputs, .role-assistant .turn-text, .streaming .answer-text";
const MARKED = `${OUTPUTS}, .prose, .turn-text, .view-lines`;
const NOT_SEARCHED = ".visually-hidden, [aria-hidden=true], [hidden], textarea, select, button:not(.token)";
const MARK = "find-hit";
const CURRENT_MARK = "find-current";
const RESEARCH_MS = 200;

/**
 * Searches the notebook as it is drawn, again whenever that changes, and marks all hits.
 * @param onHits receives those in outputs.
 * @returns a function that stops this.
 */
export function watchShownHits(
  notebook: Element,
  pattern: RegExp,
  onHits: (hits: readonly ShownHit[]) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const search = () => {
    timer = undefined;
    const hits = [...notebook.querySelectorAll(MARKED)]
      .filter((part) => part.parentElement?.closest(MARKED) === null)
      .flatMap((part) => hitsIn(part, pattern));
    mark(
      MARK,
      hits.map(({ range }) => range),
    );
    onHits(hits.filter(({ range }) => elementOf(range)?.closest(OUTPUTS)));
  };
  search();
  const observer = new MutationObserver(() => (timer ??= setTimeout(search, RESEARCH_MS)));
  observer.observe(notebook, { childList: true, characterData: true, subtree: true });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
    mark(MARK, []);
    mark(CURRENT_MARK, []);
  };
}

/** From the top of the notebook to its end; in a cell, outputs come after what was written. */
export function inNotebookOrder(
  { cells }: Notebook,
  written: readonly Hit[],
  shown: readonly ShownHit[],
): readonly (Hit | ShownHit)[] {
  const places = new Map<CellId, number>(cells.map(({ id }, place) => [id, place]));
  const placeOf = ({ cellId }: Hit) => places.get(cellId) ?? cells.length;
  return [...written, ...shown].toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Scrolls to the hit, and marks it as the current one. */
export function showHit({ range }: ShownHit): void {
  mark(CURRENT_MARK, [range]);
  for (let part = elementOf(range); part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  for (let part = elementOf(range); part; part = part.parentElement) scrollTo(range, part);
  const { top, bottom } = range.getBoundingClientRect();
  if (top < innerHeight / 6 || bottom > (innerHeight * 5) / 6) scrollBy({ top: top - innerHeight / 3 });
}

/** There is no current hit. */
export function showNoHit(): void {
  mark(CURRENT_MARK, []);
}

/** Scrolls parts that scroll by themselves. */
function scrollTo(range: Range, part: Element): void {
  if (!/auto|scroll/.test(getComputedStyle(part).overflow) || part === document.documentElement) return;
  const hit = range.getBoundingClientRect();
  const box = part.getBoundingClientRect();
  if (hit.top < box.top || hit.bottom > box.bottom) part.scrollTop += hit.top - box.top - box.height / 3;
  if (hit.left < box.left || hit.right > box.right) part.scrollLeft += hit.left - box.left - box.width / 3;
}

/** Browsers without the Highlight API still find and show the hits. */
function mark(name: string, ranges: readonly Range[]): void {
  if (!("highlights" in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

function hitsIn(part: Element, pattern: RegExp): readonly ShownHit[] {
  const cellId = part.closest("[data-cell-id]")?.getAttribute("data-cell-id");
  if (!cellId) return [];
  return linesIn(part).flatMap((nodes) => {
    // Monaco draws spaces as non-breaking ones.
    const text = nodes.map(({ data }) => data.replaceAll("\u00a0", " ")).join("");
    return matchesIn(text, pattern).map(({ start, end }) => {
      const range = document.createRange();
      range.setStart(...placeIn(nodes, start, false));
      range.setEnd(...placeIn(nodes, end, true));
      return { cellId, field: "", text, start, end, range };
    });
  });
}

/** The texts of each paragraph or line: a word can be drawn in pieces, but no word crosses a paragraph's end. */
function linesIn(part: Element): readonly (readonly Text[])[] {
  const lines: Text[][] = [];
  let block: Element | null = null;
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(NOT_SEARCHED)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (!(node instanceof Text)) continue;
    const own = blockOf(node, part);
    if (own === block) lines.at(-1)?.push(node);
    else lines.push([node]);
    block = own;
  }
  return lines;
}

function blockOf(node: Text, part: Element): Element {
  let element = node.parentElement ?? part;
  while (element !== part && getComputedStyle(element).display === "inline")
    element = element.parentElement ?? part;
  return element;
}

/** @param isEnd whether a place between two nodes is the end of the first or the start of the second. */
function placeIn(nodes: readonly Text[], offset: number, isEnd: boolean): [Node, number] {
  let left = offset;
  for (const node of nodes) {
    if (left < node.length || (isEnd && left === node.length)) return [node, left];
    left -= node.length;
  }
  throw new RangeError(`No text at ${offset}.`);
}

function elementOf({ startContainer }: Range): Element | null {
  return startContainer.parentElement;
}
