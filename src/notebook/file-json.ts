import type { JupyterJson } from "#cells/cell-base.ts";

/** A .ipynb without cells, formatted as Jupyter does: keys in order, one space of indentation per level. */
export function newFileJson(metadata: JupyterJson): string {
  return `${JSON.stringify({ cells: [], metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
