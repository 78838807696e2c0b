/** More than anyone reads at once, and as much as a page can lay out without a pause. */
export const LONGEST_SOURCE = 200_000;
/** Characters of all cells of a notebook that is drawn whole. */
const LONGEST_WHOLE = 1_000_000;
/** The same of the cells' JSON, most of which are outputs, with pictures that are short to draw. */
const LONGEST_WHOLE_JSON = 4_000_000;

/** Whether a source is drawn in part until the person asks for all of it. */
export function isLongSource(source: string): boolean {
  return source.length > LONGEST_SOURCE;
}

/** The beginning that is shown, to the end of a character. */
export function shownStart(source: string, most = LONGEST_SOURCE): string {
  if (source.length <= most) return source;
  const last = source.charCodeAt(most - 1);
  // The first half of a pair.
  const isHalf = last >= 0xd8_00 && last <= 0xdb_ff;
  return source.slice(0, isHalf ? most - 1 : most);
}

/** Whether the cells hold more text than a page can lay out without a pause. */
export function isMuchText(cells: readonly Textual[]): boolean {
  let length = 0;
  let jsonLength = 0;
  for (const { source = "", jupyter } of cells) {
    length += source.length;
    // What is longer is drawn in part.
    jsonLength += Math.min(jupyter?.json?.length ?? 0, LONGEST_SOURCE);
  }
  return length > LONGEST_WHOLE || jsonLength > LONGEST_WHOLE_JSON;
}

interface Textual {
  readonly source?: string;
  readonly jupyter?: { readonly json?: string };
}
