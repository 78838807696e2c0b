/**
 * Sections: a heading's cell and the cells below it, up to the next heading that is not deeper. Folding a section hides its cells except
 * the heading. This is stored where JupyterLab stores it, in the heading cell's metadata.
 */
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "./cell.ts";
import { updateCell } from "./edits.ts";
import { headingsOf } from "./headings.ts";
import { FOLDED } from "./view-metadata.ts";

export interface Section {
  readonly headingId: CellId;
  readonly title: string;
  readonly folded: boolean;
  /** The cells below the heading's. */
  readonly ids: readonly CellId[];
}

/** The section that the cell starts, otherwise the innermost that contains it; null above all headings. */
export function sectionAt(notebook: Notebook, id: CellId): Section | null {
  return lookUp(notebook).innermost.get(id) ?? null;
}

const NONE: ReadonlySet<CellId> = new Set();

/** The cells hidden by folded sections. */
export function hiddenCells(notebook: Notebook): ReadonlySet<CellId> {
  if (!notebook.cells.some(isFolded)) return NONE;
  return new Set(lookUp(notebook).sections.flatMap(({ folded, ids }) => (folded ? ids : [])));
}

/**
 * The cells, and after each folded heading the cells that it hides: they move with it.
 * @returns in the document's order.
 */
export function withTheirHidden(notebook: Notebook, ids: readonly CellId[]): readonly CellId[] {
  const all = new Set(ids);
  const folded = lookUp(notebook).sections.filter(({ folded, headingId }) => folded && all.has(headingId));
  for (const section of folded) for (const id of section.ids) all.add(id);
  return notebook.cells.map(({ id }) => id).filter((id) => all.has(id));
}

/** The notebook with that heading's section folded or opened. */
export function withFolded(notebook: Notebook, headingId: CellId, folded: boolean): Notebook {
  const cell = notebook.cells.find(({ id }) => id === headingId);
  if (!cell || isFolded(cell) === folded) return notebook;
  const { [FOLDED]: _folded, ...rest } = cell.jupyter?.metadata ?? {};
  const metadata = { ...rest, ...(folded && { [FOLDED]: true }) };
  return updateCell(notebook, { ...cell, jupyter: { ...cell.jupyter, metadata } });
}

/** The notebook with every section opened that hides the cell. */
export function withCellInSight(notebook: Notebook, id: CellId): Notebook {
  // Asked at each key: most notebooks have no folded section.
  if (!notebook.cells.some(isFolded)) return notebook;
  return lookUp(notebook)
    .sections.filter(({ folded, ids }) => folded && ids.includes(id))
    .reduce((next, { headingId }) => withFolded(next, headingId, false), notebook);
}

/** The cell at that index. If it is hidden or missing, the nearest visible cell above. */
export function cellInSightAt(notebook: Notebook, at: number): Cell | undefined {
  const hidden = hiddenCells(notebook);
  return notebook.cells.slice(0, at + 1).findLast(({ id }) => !hidden.has(id));
}

/** The edited notebook, with every section opened that would hide a cell which was visible before the edit. */
export function withNothingLostFromSight(before: Notebook, edited: Notebook): Notebook {
  const hiddenBefore = hiddenCells(before);
  const known = new Set(before.cells.map(({ id }) => id));
  let next = edited;
  for (;;) {
    const lost = [...hiddenCells(next)].find((id) => known.has(id) && !hiddenBefore.has(id));
    if (lost === undefined) return next;
    next = withCellInSight(next, lost);
  }
}

function isFolded(cell: Cell): boolean {
  return cell.jupyter?.metadata?.[FOLDED] === true;
}

interface Sections {
  /** In document order: a section comes before those inside it. */
  readonly sections: readonly Section[];
  /** For a heading its own section, for any other cell the innermost that contains it. */
  readonly innermost: ReadonlyMap<CellId, Section>;
}

/** Cached, because every drawn cell asks and notebooks are never mutated. */
const known = new WeakMap<Notebook, Sections>();
/** Few edits change a section: the next notebook has mostly the same. */
let latest: { readonly cells: readonly Cell[]; readonly found: Sections } | null = null;

function lookUp(notebook: Notebook): Sections {
  const found = known.get(notebook) ?? sectionsKept(notebook) ?? readSections(notebook);
  known.set(notebook, found);
  latest = { cells: notebook.cells, found };
  return found;
}

function sectionsKept({ cells }: Notebook): Sections | null {
  const before = latest?.cells;
  const isSame =
    before?.length === cells.length &&
    cells.every((cell, at) => cell === before[at] || isAlike(cell, before[at]!));
  return isSame ? (latest?.found ?? null) : null;
}

/** Whether both make the same of the sections. */
function isAlike(a: Cell, b: Cell): boolean {
  const [one, other] = [highestHeading(a), highestHeading(b)];
  return (
    a.id === b.id && isFolded(a) === isFolded(b) && one?.depth === other?.depth && one?.title === other?.title
  );
}

function readSections(notebook: Notebook): Sections {
  const sections = sectionsOf(notebook);
  const innermost = new Map<CellId, Section>();
  for (const section of sections) {
    for (const id of [section.headingId, ...section.ids]) innermost.set(id, section);
  }
  return { sections, innermost };
}

/** Levels of headings. */
const DEEPEST = 6;

function sectionsOf({ cells }: Notebook): readonly Section[] {
  const headings = cells.map(highestHeading);
  // Where the next heading is that ends a section of that depth, from the last cell up.
  const ends = Array.from({ length: DEEPEST + 1 }, () => cells.length);
  const endOf = new Map<Cell, number>();
  for (const [at, cell] of [...cells.entries()].toReversed()) {
    const depth = headings[at]?.depth;
    if (depth === undefined) continue;
    endOf.set(cell, ends[depth] ?? cells.length);
    ends.fill(at, depth);
  }
  return cells.flatMap((cell, at): Section[] => {
    const heading = headings[at];
    if (!heading) return [];
    const end = endOf.get(cell);
    const ids = cells.slice(at + 1, end).map(({ id }) => id);
    return ids.length === 0
      ? []
      : [{ headingId: cell.id, title: heading.title, folded: isFolded(cell), ids }];
  });
}

/** Of several headings in one text, JupyterLab takes the highest, and the first of those. */
function highestHeading(cell: Cell) {
  const headings = headingsOf(cell);
  const depth = Math.min(...headings.map((heading) => heading.depth));
  return headings.find((heading) => heading.depth === depth);
}
