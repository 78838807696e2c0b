import type { Cell } from "#cells/cell.ts";
import { isTextual } from "#notebook/edits.ts";
import { shownStart } from "#notebook/shown-start.ts";

/** Characters of a far cell: laying out all of a long one would hold the page up. */
const LONGEST_FAR = 20_000;

/**
 * A text or code far from the window: its words alone, for who reads the page otherwise than by eye, and for the browser's own search.
 * A heading stays one, so that a screen reader can go from heading to heading.
 */
export function FarCell({ cell }: { readonly cell: Cell }) {
  if (!isTextual(cell)) return null;
  const source = shownStart(cell.source, LONGEST_FAR);
  const [, marks, title] = (cell.type === "markdown" && /^\s*(#{1,6})[ \t]+([^\n]*)/.exec(source)) || [];
  if (marks === undefined) return <p className="far-text">{source}</p>;
  return (
    <>
      {/* A heading by number, because there are six levels. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div role="heading" aria-level={marks.length}>
        {title}
      </div>
      <p className="far-text">{source.trimStart().slice(marks.length + 1 + (title?.length ?? 0))}</p>
    </>
  );
}

const HEAD_PX = 60;
const LINE_PX = 24;
const CHARACTERS_A_LINE = 95;

/** About the height of a row that was never drawn. */
export function farHeight(cell: Cell): number {
  const lines = isTextual(cell) ? cell.source.trimEnd().split("\n") : [];
  const drawn = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0);
  return HEAD_PX + LINE_PX * drawn;
}
