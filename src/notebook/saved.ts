/** What a cell came with from its .ipynb, or was given since. It is read from the JSON when it is to be seen, and not before. */
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

export function savedExecutionCount({ jupyter }: Saved): number | null {
  const count =
    jupyter?.executionCount === undefined ? parsed(jupyter)["execution_count"] : jupyter.executionCount;
  return typeof count === "number" ? count : null;
}

const NOTHING: JupyterJson = {};
/** Cells are never changed in place. */
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
