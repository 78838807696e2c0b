import { literal, object } from "valibot";
import { english } from "#base/message.ts";
import { allFiles, buildDeployment } from "#deploy/deploy-files.ts";
import { deploymentSchema } from "#deploy/deployment-schema.ts";
import { settingProblems } from "#deploy/settings-problems.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { pythonDictBlock, pythonString } from "#wrapper/python-literal.ts";
import { loggingPython } from "../artifact/artifact-python.ts";
import type { CellSurroundings, TypedBehaviour } from "../cell-behaviour.ts";
import { stdout } from "../jupyter-outputs.ts";
import { needed } from "../output-above.ts";
import type { DeployCell, DeployOutput } from "./deploy-cell.ts";

export const deployBehaviour: TypedBehaviour<DeployCell, DeployOutput> = {
  /** Also builds the artifact, for its size: that reads no weights. */
  async run({ id, settings }, above, { now, newUuid, signal }) {
    const { bundle, report } = needed(above.model, id);
    const { wrapper, code } = needed(above.wrapper, id);
    const artifact = await buildArtifact({ wrapper, code, bundle, report, now: now(), newUuid, signal });
    return {
      type: "deploy",
      deployment: buildDeployment({ wrapper, settings, modelBytes: artifact.totalBytes }),
    };
  },
  outputs({ deployment: { folder, files } }) {
    return [stdout(`${folder}\n${files.map(({ path }) => `  ${path}\n`).join("")}`)];
  },
  python: (cell, around) => deployPython(cell, around),
  kept: object({ type: literal("deploy"), deployment: deploymentSchema }),
};

/** Writes the same files as the page's zip, beside the model's folder. */
function deployPython({ settings }: DeployCell, around: CellSurroundings): string {
  const { wrapper, context } = around;
  if (!wrapper) return "# A deployment needs a wrapper above it\n";
  const problem = settingProblems(settings)[0];
  if (problem) return `# ${english(problem.message).replaceAll(/\s+/g, " ")}\n`;
  const { form } = wrapper.wrapper;
  const deployment = buildDeployment({ wrapper: form, settings, modelBytes: context.modelBytes ?? 0 });
  const files = Object.fromEntries(allFiles(deployment).map(({ path, text }) => [path, text]));
  return `${loggingPython(around)}from pathlib import Path

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
