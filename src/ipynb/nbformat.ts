/** The parts of nbformat 4 that this page reads and writes (nbformat/v4/nbformat.v4.5.schema.json, 5.10). */

/** The one key of notebook and cell metadata that is ours. */
export const OUR_KEY = "phi3_mlflow_notebook";

/** The version of the data under our key. */
export const OUR_FORMAT = 1;

/** What Jupyter needs to choose a kernel, if the notebook did not bring it. */
export const PYTHON_METADATA = {
  kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
  language_info: { name: "python" },
} as const;

/** Cells have ids since nbformat 4.5; before it, the schema forbids them. */
export const FIRST_MINOR_WITH_IDS = 5;

/** Indentation levels of a file: its members, its cells, a cell's members, the parts of such a member. */
export const DEPTH = { file: 1, cell: 2, cellMember: 3, part: 4 } as const;

/** nbformat stores text as one string or as lines. */
export function isText(source: unknown): source is string | readonly string[] {
  return (
    typeof source === "string" || (Array.isArray(source) && source.every((line) => typeof line === "string"))
  );
}

export function textOf(source: string | readonly string[]): string {
  return typeof source === "string" ? source : source.join("");
}
