/** What the shell needs of a cell from an .ipynb; saved.ts reads the rest. */
import type { FromJupyter, JupyterJson } from "#cells/cell-base.ts";

interface Saved {
  readonly jupyter?: FromJupyter | undefined;
}

/** Found without parsing it. */
export function hasSavedOutputs({ jupyter }: Saved): boolean {
  if (jupyter?.outputs) return jupyter.outputs.length > 0;
  return /"output_type"\s*:/.test(jupyter?.json ?? "");
}

/** Pictures embedded in the text, by name; each has its data by media type. */
export function savedAttachments({ jupyter }: Saved): JupyterJson {
  const { attachments, json = "" } = jupyter ?? {};
  if (attachments) return attachments;
  return json.includes('"attachments"') ? ((parsed(json)["attachments"] ?? {}) as JupyterJson) : {};
}

/** Python's NaN is not JSON; no attachment contains one. */
function parsed(json: string): JupyterJson {
  try {
    return JSON.parse(json);
  } catch {
    return JSON.parse(json.replaceAll(/(?<=[:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, "null"));
  }
}
