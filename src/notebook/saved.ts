/** What a cell brought from its .ipynb, or got since. Its JSON is parsed only when it is shown. */
import { isRecord } from "#base/record.ts";
import { parsePythonJson } from "#base/python-json.ts";
import type { FromJupyter, JupyterJson } from "#cells/cell-base.ts";

interface Saved {
  readonly jupyter?: FromJupyter | undefined;
}

export function savedOutputs({ jupyter }: Saved): readonly JupyterJson[] {
  const outputs = jupyter?.outputs ?? parsed(jupyter)["outputs"];
  return Array.isArray(outputs) ? outputs.filter(isRecord) : [];
}

const NOTHING: JupyterJson = {};
/** Cells are never mutated. */
const known = new WeakMap<FromJupyter, JupyterJson>();

function parsed(jupyter: FromJupyter | undefined): JupyterJson {
  if (jupyter?.json === undefined) return NOTHING;
  const before = known.get(jupyter);
  if (before) return before;
  const value = parsePythonJson(jupyter.json);
  const json = isRecord(value) ? value : NOTHING;
  known.set(jupyter, json);
  return json;
}
