/** The README of a deployment's folder: what to run, in which order, and what the files are. */
import { PROFILES } from "#wrapper/version-profile.ts";
import { type DeployFile, deployFolder, type DeploymentPlan, modelFolder } from "./deployment.ts";
import type { Sample } from "./samples.ts";
import { targets } from "./targets/targets.ts";

export function deployReadme(
  plan: DeploymentPlan,
  files: readonly DeployFile[],
  samples: readonly Sample[],
): string {
  const target = targets[plan.settings.target];
  const folder = deployFolder(plan);
  const manager = PROFILES[plan.wrapper.profile].environmentManager;
  const forms = [...new Set(samples.map(({ form }) => form))];
  return `# ${target.title}

Put this folder beside the model's folder, as the zip of the artifact cell unpacks it:

    ${folder}/
    ${modelFolder(plan)}/
        MLmodel

## Check it first

    python check.py

MLflow makes an environment from the model's requirements${manager === "uv" ? " (with [uv](https://docs.astral.sh/uv/))" : ""}, loads the model in it and asks it one question. What
fails here would fail on the platform too. To ask it over HTTP, as the platform will:

    mlflow models serve --model-uri ../${modelFolder(plan)} --port 8080 --env-manager ${manager}

## Run

${target.steps(plan).join("\n\n")}

## Files

${files.map(({ path }) => `- \`${path}\``).join("\n")}
${
  forms.length === 0
    ? ""
    : `
## Send a request

\`samples/\` has a program in each of five languages, for ${forms.map((form) => `\`${form}\``).join(" and ")}. Set ENDPOINT_URL, and
ENDPOINT_TOKEN if the endpoint needs a key or a token:

    ENDPOINT_URL=… ENDPOINT_TOKEN=… python samples/${samples.find(({ language }) => language === "python")?.fileName ?? ""}

The endpoint sends the whole answer at once. The samples wait up to ${plan.settings.timeoutSeconds} seconds for it.
`
}`;
}
