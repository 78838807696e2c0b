/** What the page's shell asks of a cell that came with a .ipynb; saved.ts reads the rest. */
import type { FromJupyter, JupyterJson } from "#cells/cell-base.ts";

interface Saved {
  readonly jupyter?: FromJupyter | undefined;
}

/** Told without reading it. */
export function hasSavedOutputs({ jupyter }: Saved): boolean {
  if (jupyter?.outputs) return jupyter.outputs.length > 0;
  return /"output_type"\s*:/.test(jupyter?.json ?? "");
}

/** Pictures that stand in the text, by their names; the data of each by its type. */
export function savedAttachments({ jupyter }: Saved): JupyterJson {
  const { attachments, json = "" } = jupyter ?? {};
  if (attachments) return attachments;
  return json.includes('"attachments"') ? ((parsed(json)["attachments"] ?? {}) as JupyterJson) : {};
}

/** Python's NaN is no JSON; no attachment has one. */
function parsed(json: string): JupyterJson {
  try {
    return JSON.parse(json);
  } catch {
    return JSON.parse(json.replaceAll(/(?<=[:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, "null"));
  }
}
