/** Outputs as nbformat 4 has them. */
import type { JupyterJson } from "./cell-base.ts";

export function stdout(text: string): JupyterJson {
  return { output_type: "stream", name: "stdout", text: toLines(text) };
}

export function result(text: string): JupyterJson {
  return {
    output_type: "execute_result",
    execution_count: null,
    metadata: {},
    data: { "text/plain": toLines(text.trimEnd()) },
  };
}

export function fileList(files: readonly { readonly path: string; readonly sizeBytes: number }[]): string {
  return files.map(({ path, sizeBytes }) => `${String(sizeBytes).padStart(12)}  ${path}\n`).join("");
}

/** Split as nbformat does: lines with their ends, so that a diff of two files goes by lines. */
export function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

/** An output of Python's in nbformat's form: text as lines. */
export function inLines(output: JupyterJson): JupyterJson {
  const { text, data } = output;
  if (typeof text === "string") return { ...output, text: toLines(text) };
  if (typeof data !== "object" || data === null) return output;
  const lines = Object.entries(data).map(([mime, value]: [string, unknown]) => [
    mime,
    typeof value === "string" && !/^image\/(png|jpeg|gif|webp)$|json/.test(mime) ? toLines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(lines) as JupyterJson };
}
