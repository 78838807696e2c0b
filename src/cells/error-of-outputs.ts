import type { JupyterJson } from "./cell-base.ts";

/** The exception among nbformat outputs, in Python's words. */
export function errorOf(outputs: readonly JupyterJson[]): string {
  const error = outputs.findLast((output) => output["output_type"] === "error");
  const [name, value] = [error?.["ename"], error?.["evalue"]];
  return `${typeof name === "string" ? name : "Error"}: ${typeof value === "string" ? value : ""}`;
}
