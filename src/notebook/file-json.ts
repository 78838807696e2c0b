import type { JupyterJson } from "#cells/cell-base.ts";

/** A .ipynb without cells, laid out as Jupyter does it: its keys in order, each level indented by one space. */
export function newFileJson(metadata: JupyterJson): string {
  return `${JSON.stringify({ cells: [], metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
