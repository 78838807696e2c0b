/** What a finished cell showed, as the outputs that Jupyter would show. */
import type { CellOutput } from "#kernel/cell-state.ts";
import { pythonRepr } from "#mlflow/python-repr.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import type { JupyterJson } from "#notebook/cell.ts";
import { toLines } from "./nbformat.ts";

export function outputsOfRun(output: CellOutput): JupyterJson[] {
  switch (output.type) {
    case "model":
      return [stdout(`${output.bundle.name}\n${fileList(output.bundle.files)}`)];
    case "wrapper":
      return [];
    case "signature":
      return [result(printSignature(output.signature))];
    case "artifact":
      return [stdout(`${output.artifact.name}\n${fileList(output.artifact.files)}`)];
    case "register": {
      const { version, modelUri } = output.publication;
      return [stdout(version === null ? `${modelUri}\n` : `${version.name}, version ${version.version}\n`)];
    }
    case "deploy": {
      const { folder, files } = output.deployment;
      return [stdout(`${folder}\n${files.map(({ path }) => `  ${path}\n`).join("")}`)];
    }
    case "inference": {
      const { option, response } = output.output;
      return [stdout(`${option === "transformers" ? pythonRepr(response) : response}\n`)];
    }
  }
}

function fileList(files: readonly { readonly path: string; readonly sizeBytes: number }[]): string {
  return files.map(({ path, sizeBytes }) => `${String(sizeBytes).padStart(12)}  ${path}\n`).join("");
}

function stdout(text: string): JupyterJson {
  return { output_type: "stream", name: "stdout", text: toLines(text) };
}

function result(text: string): JupyterJson {
  return {
    output_type: "execute_result",
    execution_count: null,
    metadata: {},
    data: { "text/plain": toLines(text.trimEnd()) },
  };
}
