/** The README of a deployment's folder: what to run, in which order, and what the files are. */
import { type DeployFile, deployFolder, type DeploymentPlan, modelFolder } from "./deployment.ts";
import type { DeployTarget } from "./deploy-settings.ts";
import { hasFastApiServer } from "./docker.ts";
import type { Sample } from "./samples.ts";

const TITLES: Readonly<Record<DeployTarget, string>> = {
  "azure-ml": "Azure ML, managed online endpoint",
  "azure-ml-batch": "Azure ML, batch endpoint",
  docker: "Docker",
  kserve: "Kubernetes with KServe and MLServer",
  databricks: "Databricks model serving",
  spark: "Spark, batch scoring",
};

export function deployReadme(
  plan: DeploymentPlan,
  files: readonly DeployFile[],
  samples: readonly Sample[],
): string {
  const { target } = plan.settings;
  const folder = deployFolder(plan);
  const forms = [...new Set(samples.map(({ form }) => form))];
  return `# ${TITLES[target]}

Put this folder beside the model's folder, as the zip of the artifact cell unpacks it:

    ${folder}/
    ${modelFolder(plan)}/
        MLmodel

## Run

${steps(plan).join("\n\n")}

## Files

${files.map(({ path }) => `- \`${path}\``).join("\n")}
${
  forms.length === 0
    ? ""
    : `
## Ask it

\`samples/\` has one program a language, for ${forms.map((form) => `\`${form}\``).join(" and ")}. Set ENDPOINT_URL, and ENDPOINT_TOKEN where the endpoint
wants a key or a token:

    ENDPOINT_URL=… ENDPOINT_TOKEN=… python samples/${samples.find(({ language }) => language === "python")?.fileName ?? ""}

No server of these streams its answer: it comes whole, and the samples wait ${plan.settings.timeoutSeconds} seconds for it.
`
}`;
}

function steps(plan: DeploymentPlan): string[] {
  const { settings } = plan;
  switch (settings.target) {
    case "azure-ml":
      return [
        "    export AZURE_RESOURCE_GROUP=… AZURE_WORKSPACE=…\n    bash deploy.sh",
        "or, with the Python SDK, AZURE_SUBSCRIPTION_ID too:\n\n    python deploy.py",
        settings.ownScoring
          ? "`score/score.py` answers POST /score in Azure ML's inference server. It takes what Azure ML's own script takes."
          : "Azure ML makes the scoring script and the environment itself, from the model's MLmodel and conda.yaml.",
      ];
    case "azure-ml-batch":
      return [
        "    export AZURE_RESOURCE_GROUP=… AZURE_WORKSPACE=…\n    bash deploy.sh",
        "or, with the Python SDK, AZURE_SUBSCRIPTION_ID too:\n\n    python deploy.py",
        "A batch is a folder of files with one JSON object a line, such as `inputs/questions.jsonl`.",
      ];
    case "docker":
      return [
        `    bash build.sh`,
        `or \`bash build-with-mlflow.sh\`, by MLflow's own command.${
          plan.wrapper.profile === "mid-2025"
            ? " MLflow 2.22's server does not run with Starlette 1, and that command installs what the model's requirements.txt names and no more: add `starlette<1` to the wrapper's extra pip requirements first."
            : ""
        }`,
        hasFastApiServer(plan)
          ? "The server asks nobody for a key: put it behind something that does. CORS_ORIGINS (`docker run --env`) names web pages that may ask it."
          : "The server asks nobody for a key: put it behind something that does.",
      ];
    case "kserve":
      return [
        `1. Put the files of the model's folder at \`${settings.storageUri}\`.\n2. Name your registry in \`serving-runtime.yml\` and \`deploy.sh\` instead of registry.example.com.\n3. Run \`bash deploy.sh\`.`,
        "MLServer answers at `/invocations` in MLflow's form. The V2 protocol's `/infer` takes arrays, which a chat's messages are not.",
      ];
    case "databricks":
      return [
        "    bash deploy.sh",
        "Model serving wants a signature, which the model has, and registers models in Unity Catalog.",
      ];
    case "spark":
      return [
        "    spark-submit batch.py questions.jsonl answers",
        "The model's folder, or the registry that --model names, must be in reach of every executor, and so must the packages of its requirements.txt.",
      ];
  }
}
