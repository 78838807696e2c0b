import { pythonString } from "#wrapper/python-literal.ts";
import { moduleName } from "#wrapper/class-module.ts";
import { classIn } from "../code/code-cell.ts";
import { artifactsKeyIn } from "../code/artifacts-key.ts";
import type { CellSurroundings } from "../cell-behaviour.ts";
import { codeOf } from "../wrapper/wrapper-cell.ts";
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
export function artifactPython({
  wrapper,
  loggingCode,
}: Pick<CellSurroundings, "wrapper" | "loggingCode">): string {
  if (loggingCode !== null)
    return /\b(?:log|save)_model\s*\(/.test(loggingCode) ? modelInfoOf(loggingCode) : loggingOf(loggingCode);
  if (!wrapper) return "# An artifact needs a wrapper above it\n";
  const { logging } = splitWrapperCode(codeOf(wrapper.wrapper));
  if (logging === "") return "# The wrapper above does not log a model\n";
  return (wrapper.wrapper.form.option === "pyfunc" ? ONNX_FOLDER_PYTHON : "") + logging;
}

/** The same, for a cell that needs a logged model; empty if an artifact cell above has logged it. */
export function loggingPython(
  around: Pick<CellSurroundings, "wrapper" | "loggingCode" | "isLogged">,
): string {
  return around.isLogged ? "" : `${artifactPython(around)}\n`;
}

/** A code cell has logged the model: gives it the name that typed cells' Python reads. */
function modelInfoOf(code: string): string {
  const names = [...code.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*[\w.]*\blog_model\(/gm)].map(([, name]) => name);
  const name = names.at(-1);
  if (name === "model_info") return "# The code above logs the model\n";
  return name === undefined
    ? "# The code above logs the model: set model_info to what its log_model gives\n"
    : `model_info = ${name}\n`;
}

/** A code cell has defined the class. */
function loggingOf(code: string): string {
  const key = artifactsKeyIn(code);
  return `${ONNX_FOLDER_PYTHON}import mlflow

with mlflow.start_run():
    model_info = mlflow.pyfunc.log_model(
        name=${pythonString(moduleName(classIn(code) ?? ""))},
        python_model=${classIn(code) ?? ""}(),
        artifacts={${pythonString(key)}: ${ONNX_FOLDER}},
        extra_pip_requirements=["onnxruntime-genai", "numpy"],
    )
`;
}
