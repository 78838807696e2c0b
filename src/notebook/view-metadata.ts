/** What JupyterLab keeps of a cell's look in its metadata, and this page shows too. The rest of the metadata stays in the JSON. */

/** Of a heading's cell: whether its section is folded. */
export const FOLDED = "jp-MarkdownHeadingCollapsed";
/** Of any cell: an object whose members tell what of it is hidden. */
export const HIDDEN = "jupyter";

export const VIEW_METADATA: readonly string[] = [FOLDED, HIDDEN];

/** A value of that size is no flag that JupyterLab has set. */
const LONGEST_JSON = 1000;

/** Whether a value is one that the page reads and may change; any other stays in the JSON as it is. */
export function isViewValue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== undefined;
  const isFlat = Object.values(value).every((each) => typeof each !== "object");
  return isFlat && JSON.stringify(value).length < LONGEST_JSON;
}
