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

/** As nbformat splits text: lines with their ends, so that a diff of two files is one of lines. */
export function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
