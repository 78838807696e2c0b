/** The metadata of a cell's look that JupyterLab stores and this page also shows. Other metadata stays in the JSON. */

/** On a heading's cell: whether its section is folded. */
export const FOLDED = "jp-MarkdownHeadingCollapsed";
/** On any cell: an object that says which parts are hidden. */
export const HIDDEN = "jupyter";

export const VIEW_METADATA: readonly string[] = [FOLDED, HIDDEN];

/** JupyterLab never stores a flag this large. */
const LONGEST_JSON = 1000;

/** Whether the page may read and change this value. Any other stays in the JSON unchanged. */
export function isViewValue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== undefined;
  const isFlat = Object.values(value).every((each) => typeof each !== "object");
  return isFlat && JSON.stringify(value).length < LONGEST_JSON;
}
