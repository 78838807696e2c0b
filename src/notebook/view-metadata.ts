/** What JupyterLab keeps of a cell's look in its metadata, and this page shows too. The rest of the metadata stays in the JSON. */

/** Of a heading's cell: whether its section is folded. */
export const FOLDED = "jp-MarkdownHeadingCollapsed";
/** Of any cell: an object whose members tell what of it is hidden. */
export const HIDDEN = "jupyter";

export const VIEW_METADATA: readonly string[] = [FOLDED, HIDDEN];
