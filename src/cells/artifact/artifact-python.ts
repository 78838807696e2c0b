import type { CellSurroundings } from "../cell-behaviour.ts";
import { codeOf, type WrapperCell } from "../wrapper/wrapper-cell.ts";
import { MODEL_FOLDER, ONNX_FOLDER, splitWrapperCode } from "#wrapper/split-wrapper-code.ts";

/** Leaves out the same files as the page's artifact (mlflow/build-artifact.ts). */
const ONNX_FOLDER_PYTHON = `import shutil
import tempfile
from pathlib import Path

# What onnxruntime-genai reads of the model, without the weights for other runtimes
${ONNX_FOLDER} = str(
    shutil.copytree(
        ${MODEL_FOLDER},
        Path(tempfile.mkdtemp(), Path(${MODEL_FOLDER}).name),
        ignore=shutil.ignore_patterns(
            "bundle.json", "model*.safetensors", "pytorch_model*", "*.gguf", ".gitattributes"
        ),
    )
)

`;

/** The Python that logs the model. */
export function artifactPython(wrapper: WrapperCell | null): string {
  if (!wrapper) return "# An artifact needs a wrapper above it\n";
  const { logging } = splitWrapperCode(codeOf(wrapper.wrapper));
  if (logging === "") return "# The wrapper above does not log a model\n";
  return (wrapper.wrapper.form.option === "pyfunc" ? ONNX_FOLDER_PYTHON : "") + logging;
}

/** The same, for a cell that needs a logged model; empty if an artifact cell above has logged it. */
export function loggingPython({ wrapper, isLogged }: Pick<CellSurroundings, "wrapper" | "isLogged">): string {
  return isLogged ? "" : `${artifactPython(wrapper)}\n`;
}
