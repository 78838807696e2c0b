/** The Python that does in Jupyter, with real MLflow, what a cell does in the page. */
import { english } from "#base/message.ts";
import { hubAddress } from "#bundle/download/hub-address.ts";
import type { HubOrigin } from "#bundle/download/plan.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { allFiles, buildDeployment } from "#deploy/deploy-files.ts";
import { settingProblems } from "#deploy/settings-problems.ts";
import type {
  ArtifactCell,
  DeployCell,
  InferenceCell,
  ModelCell,
  Notebook,
  RegisterCell,
  RunnableCell,
  WrapperCell,
} from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { parseTags } from "#registry/parse-tags.ts";
import { parseServerAddress } from "#registry/server-address.ts";
import { pythonDictBlock, type PythonValue, pythonLiteral, pythonString } from "#wrapper/python-literal.ts";
import { MODEL_FOLDER, ONNX_FOLDER, splitWrapperCode } from "./split-wrapper-code.ts";

/** What the document alone does not say. */
export interface PythonContext {
  /** Where the page serves the embedded model: an absolute URL that ends in "/". */
  readonly demoUrl: string;
  /** The folder's name of a bundle that the person has opened; null for one that is not here any more. */
  readonly folderOf: (bundleId: string) => string | null;
  /** Where on the hub a model was downloaded from; null or absent for models from elsewhere. */
  readonly hubOriginOf?: (bundleId: string) => HubOrigin | null;
  /** Of the deployed model's folder, where it has been built. */
  readonly modelBytes?: number;
}

export function pythonOfCell(notebook: Notebook, cell: RunnableCell, context: PythonContext): string {
  switch (cell.type) {
    case "model":
      return modelPython(cell, context);
    case "wrapper":
      return splitWrapperCode(codeOf(cell)).definitions;
    case "artifact":
      return artifactPython(wrapperAbove(notebook, cell));
    case "signature":
      return signaturePython(notebook, cell.id);
    case "inference":
      return inferencePython(notebook, cell);
    case "register":
      return registerPython(notebook, cell);
    case "deploy":
      return deployPython(notebook, cell, context);
  }
}

function codeOf({ wrapper }: WrapperCell): string {
  return wrapper.editedCode ?? generateCode(wrapper.form);
}

function wrapperAbove(notebook: Notebook, cell: RunnableCell): WrapperCell | null {
  const id = upstreamOf(notebook, cell.id).wrapper;
  const found = notebook.cells.find((each) => each.id === id);
  return found?.type === "wrapper" ? found : null;
}

function modelPython(
  { bundleId, named }: ModelCell,
  { demoUrl, folderOf, hubOriginOf }: PythonContext,
): string {
  const hub = hubOriginOf?.(bundleId) ?? null;
  const origin =
    named === undefined ? "" : `# The notebook that this cell was read from named ${oneLine(named)}\n`;
  return (
    origin +
    (bundleId === embeddedBundleId
      ? demoPython(demoUrl)
      : hub
        ? hubPython(hub)
        : folderPython(folderOf(bundleId) ?? bundleId))
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

function folderPython(folder: string): string {
  return `# The folder of the model that the page opened: put it beside this notebook, or write its path here
from pathlib import Path

${MODEL_FOLDER} = ${pythonString(folder)}
if not Path(${MODEL_FOLDER}).is_dir():
    raise FileNotFoundError(f"There is no folder {${MODEL_FOLDER}}: put the model's folder there")
`;
}

/** The same files of the same commit; kept in the hub's own cache. */
function hubPython({ hubUrl, repository, commit, variant }: HubOrigin): string {
  const isFile = variant.endsWith(".onnx");
  const patterns = isFile ? ["*.json", "*.txt", "*.jinja", `${variant}*`] : [`${variant}/*`];
  const endpoint = hubUrl === hubAddress ? "" : `    endpoint=${pythonString(hubUrl)},\n`;
  const folder = isFile || variant === "" ? "" : `, ${pythonString(variant)}`;
  return `# The model that the page downloaded, from the same commit of the hub
from pathlib import Path

from huggingface_hub import snapshot_download

repository = snapshot_download(
    repo_id=${pythonString(repository)},
    revision=${pythonString(commit)},
${variant === "" ? "" : `    allow_patterns=${pythonLiteral(patterns)},\n`}${endpoint})
${MODEL_FOLDER} = str(Path(repository${folder}))
`;
}

function demoPython(url: string): string {
  return `# The page's own demo model, a toy in Phi-3's architecture, fetched once from where the page was served
import hashlib
import json
from pathlib import Path
from urllib.parse import quote, urljoin
from urllib.request import urlopen

${MODEL_FOLDER} = ${pythonString(embeddedBundleId)}
address = ${pythonString(url)}

if not Path(${MODEL_FOLDER}).is_dir():
    for file in json.loads(urlopen(urljoin(address, "bundle.json")).read())["files"]:
        content = urlopen(urljoin(address, quote(file["path"]))).read()
        if hashlib.sha256(content).hexdigest() != file["sha256"]:
            raise ValueError(f"{file['path']} did not arrive whole: run this cell again")
        path = Path(${MODEL_FOLDER}, file["path"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
`;
}

/** The same files as the page's artifact leaves out (mlflow/build-artifact.ts). */
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

function artifactPython(wrapper: WrapperCell | null): string {
  if (!wrapper) return "# An artifact needs a wrapper above it\n";
  const { logging } = splitWrapperCode(codeOf(wrapper));
  if (logging === "") return "# The wrapper above does not log a model\n";
  return (wrapper.wrapper.form.option === "pyfunc" ? ONNX_FOLDER_PYTHON : "") + logging;
}

/** The nearest artifact above that was made of the same model and wrapper. */
function artifactAbove(notebook: Notebook, id: string): ArtifactCell | null {
  const needs = upstreamOf(notebook, id);
  const above = notebook.cells.slice(
    0,
    notebook.cells.findIndex((cell) => cell.id === id),
  );
  const found = above.findLast((cell) => {
    if (cell.type !== "artifact") return false;
    const its = upstreamOf(notebook, cell.id);
    return its.wrapper === needs.wrapper && (needs.model === undefined || its.model === needs.model);
  });
  return found?.type === "artifact" ? found : null;
}

function signaturePython(notebook: Notebook, id: string): string {
  if (artifactAbove(notebook, id)) return "model_info.signature\n";
  const cell = notebook.cells.find((each) => each.id === id);
  const wrapper = cell?.type === "signature" ? wrapperAbove(notebook, cell) : null;
  if (!wrapper) return "# A signature needs a wrapper above it\n";
  const { form } = wrapper.wrapper;
  return form.option === "transformers"
    ? `from mlflow.transformers.llm_inference_utils import infer_signature_from_llm_inference_task

infer_signature_from_llm_inference_task(${pythonString(form.task)})
`
    : `from mlflow.models import infer_signature

infer_signature(${pythonLiteral({ prompt: form.inputExample.prompt })}, ["Run"])
`;
}

function inferencePython(notebook: Notebook, cell: InferenceCell): string {
  // An answer needs a logged model; where no artifact cell has logged it, this cell does.
  const wrapper = wrapperAbove(notebook, cell);
  const log = artifactAbove(notebook, cell.id) ? "" : `${artifactPython(wrapper)}\n`;
  const samples = wrapper?.wrapper.form.option === "transformers" && cell.seed !== undefined;
  const seed = samples ? `transformers.set_seed(${cell.seed})\n` : "";
  const imports = samples ? "import transformers\n\n" : "";
  return `${log}${imports}loaded_model = mlflow.pyfunc.load_model(model_uri=model_info.model_uri)
${seed}${predictPython(cell.input)}print(response)
`;
}

/** In Jupyter too nothing is sent before there is an address. */
function registerPython(notebook: Notebook, cell: RegisterCell): string {
  if (cell.server.trim() === "") return "# Registering needs the address of an MLflow tracking server\n";
  const run =
    cell.runName.trim() === ""
      ? ""
      : `os.environ["MLFLOW_RUN_NAME"] = ${pythonString(cell.runName.trim())}\n`;
  const name = cell.registeredName.trim();
  return `# A server that asks who you are reads MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD
import os

${run}mlflow.set_tracking_uri(${pythonString(addressOf(cell.server))})
mlflow.set_experiment(${pythonString(cell.experiment.trim())})

${artifactPython(wrapperAbove(notebook, cell))}${name === "" ? "" : registrationPython(cell, name)}`;
}

function registrationPython(cell: RegisterCell, name: string): string {
  const alias = cell.alias.trim();
  const tags = tagsOf(cell.tags);
  const withTags = Object.keys(tags).length === 0 ? "" : `, tags=${pythonLiteral(tags)}`;
  const setAlias =
    alias === ""
      ? ""
      : `mlflow.MlflowClient().set_registered_model_alias(${pythonString(name)}, ${pythonString(alias)}, version.version)\n`;
  return `
version = mlflow.register_model(model_info.model_uri, ${pythonString(name)}${withTags})
${setAlias}print(f"{version.name}, version {version.version}")
`;
}

/** As it is used where it can be read, else as it was typed: it fails in Jupyter as it does in the page. */
function addressOf(typed: string): string {
  try {
    return parseServerAddress(typed);
  } catch {
    return typed;
  }
}

function tagsOf(typed: string): Record<string, string> {
  try {
    return parseTags(typed);
  } catch {
    return {};
  }
}

/** Writes the same files as the page's zip, beside the model's folder. */
function deployPython(notebook: Notebook, cell: DeployCell, { modelBytes = 0 }: PythonContext): string {
  const wrapper = wrapperAbove(notebook, cell);
  if (!wrapper) return "# A deployment needs a wrapper above it\n";
  const { settings } = cell;
  const problem = settingProblems(settings)[0];
  if (problem) return `# ${oneLine(english(problem.message))}\n`;
  const { form } = wrapper.wrapper;
  const deployment = buildDeployment({ wrapper: form, settings, modelBytes });
  const files = Object.fromEntries(allFiles(deployment).map(({ path, text }) => [path, text]));
  const log = artifactAbove(notebook, cell.id) ? "" : `${artifactPython(wrapper)}\n`;
  return `${log}from pathlib import Path

from mlflow.artifacts import download_artifacts

# The files that deploy the model: ${deployment.folder}/README.md tells how. Beside them, the model's own folder
files = ${pythonDictBlock(files)}
for path, text in files.items():
    file = Path(${pythonString(deployment.folder)}, path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")

Path(${pythonString(form.name)}).mkdir(exist_ok=True)
download_artifacts(artifact_uri=model_info.model_uri, dst_path=${pythonString(form.name)})
print(*sorted(files), sep="\\n")
`;
}

/** `messages` is a variable, as in the write-up, so that a cell below can print the question. */
function predictPython(text: string): string {
  let input: PythonValue;
  try {
    input = JSON.parse(text) as PythonValue;
  } catch {
    // Fails in Jupyter, as it does in the page.
    return `import json\n\nresponse = loaded_model.predict(json.loads(${pythonString(text)}))\n`;
  }
  const { messages, ...rest } = isRecord(input) ? input : {};
  if (messages === undefined) return `response = loaded_model.predict(${pythonLiteral(input)})\n`;
  const others = Object.entries(rest).map(
    ([key, value]) => `, ${pythonString(key)}: ${pythonLiteral(value)}`,
  );
  return `messages = ${pythonLiteral(messages)}
response = loaded_model.predict({"messages": messages${others.join("")}})
`;
}

function isRecord(value: PythonValue): value is { readonly [key: string]: PythonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
