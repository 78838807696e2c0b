import { literal, object } from "valibot";
import { bundleSchema } from "#bundle/bundle-schema.ts";
import { hubAddress } from "#bundle/download/hub-address.ts";
import type { HubOrigin } from "#bundle/download/plan.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { reportSchema } from "#bundle/report-schema.ts";
import { pythonLiteral, pythonString } from "#wrapper/python-literal.ts";
import { MODEL_FOLDER } from "#wrapper/split-wrapper-code.ts";
import type { PythonContext, TypedBehaviour } from "../cell-behaviour.ts";
import { fileList, stdout } from "../jupyter-outputs.ts";
import type { ModelCell, ModelOutput } from "./model-cell.ts";

export const modelBehaviour: TypedBehaviour<ModelCell, ModelOutput> = {
  async run({ bundleId }, _above, { bundles, reader, signal }) {
    const bundle = await bundles.get(bundleId, signal);
    return { type: "model", bundle, report: await reader.inspectBundle(bundle, signal) };
  },
  outputs: ({ bundle }) => [stdout(`${bundle.name}\n${fileList(bundle.files)}`)],
  python: (cell, { context }) => modelPython(cell, context),
  kept: object({ type: literal("model"), bundle: bundleSchema, report: reportSchema }),
};

function modelPython(
  { bundleId, named }: ModelCell,
  { demoUrl, folderOf, hubOriginOf }: PythonContext,
): string {
  const hub = hubOriginOf?.(bundleId) ?? null;
  const origin =
    named === undefined
      ? ""
      : `# The notebook that this cell was read from named ${named.replaceAll(/\s+/g, " ")}\n`;
  return (
    origin +
    (bundleId === embeddedBundleId
      ? demoPython(demoUrl)
      : hub
        ? hubPython(hub)
        : folderPython(folderOf(bundleId) ?? bundleId))
  );
}

function folderPython(folder: string): string {
  return `# The folder of the model that the page opened: put it beside this notebook, or write its path here
from pathlib import Path

${MODEL_FOLDER} = ${pythonString(folder)}
if not Path(${MODEL_FOLDER}).is_dir():
    raise FileNotFoundError(f"There is no folder {${MODEL_FOLDER}}: put the model's folder there")
`;
}

/** The same files of the same commit, from the hub's own cache. */
function hubPython({ hubUrl, repository, commit, variant }: HubOrigin): string {
  const isFile = variant.endsWith(".onnx");
  // Brackets and stars in a folder's name are no pattern.
  const place = variant.replaceAll(/[[*?]/g, "[$&]");
  const patterns = isFile ? ["*.json", "*.txt", "*.jinja", `${place}*`] : [`${place}/*`];
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
