/** The parts of nbformat 4.5 that this page reads and writes (nbformat/v4/nbformat.v4.5.schema.json, 5.10). */
import type { JupyterJson } from "#notebook/cell.ts";

/** The one key of notebook and cell metadata that is ours. */
export const OUR_KEY = "phi3_mlflow_notebook";

/** The version of what stands under our key. */
export const OUR_FORMAT = 1;

interface CellJsonBase {
  readonly id: string;
  readonly metadata: JupyterJson;
  readonly source: readonly string[];
}

export type CellJson =
  | (CellJsonBase & { readonly cell_type: "markdown" | "raw"; readonly attachments?: JupyterJson })
  | (CellJsonBase & {
      readonly cell_type: "code";
      readonly execution_count: number | null;
      readonly outputs: readonly JupyterJson[];
    });

export interface IpynbJson {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: JupyterJson;
  readonly cells: readonly CellJson[];
}

/** As nbformat splits text: lines with their ends, so that a diff of two files is one of lines. */
export function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
