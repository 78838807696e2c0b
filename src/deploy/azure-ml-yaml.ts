/** Azure ML's registered model, managed online endpoint and deployment, as the CLI's v2 YAML. */
import { parse } from "yaml";
import { condaYaml } from "#mlflow/environment-files.ts";
import { type DeployFile, type DeploymentPlan, modelFolder, modelName } from "./deployment.ts";
import { chooseInstanceType, loadSeconds } from "./instance-type.ts";
import { INFERENCE_SERVER, SCORE_PY } from "./scoring-script.ts";
import { yamlFile } from "./yaml-file.ts";

const SCHEMAS = "https://azuremlschemas.azureedge.net/latest";
/** The base image for scoring scripts in Azure's documentation. */
export const BASE_IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest";
/** One request at a time: a language model uses every core, and two requests would each take twice as long. */
const CONCURRENCY = 1;
const PROBE_PERIOD_SECONDS = 10;
const PROBE_FAILURES = 30;
const PROBE_TIMEOUT_SECONDS = 10;

interface Probe {
  readonly initial_delay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failure_threshold: number;
}

/** What the YAML and the Python SDK's script share. */
export interface OnlineDeploymentJson {
  readonly name: string;
  readonly endpoint_name: string;
  readonly model: string;
  readonly code_configuration?: { readonly code: string; readonly scoring_script: string };
  readonly environment?: { readonly conda_file: string; readonly image: string };
  readonly environment_variables: Readonly<Record<string, string>>;
  readonly instance_type: string;
  readonly instance_count: number;
  readonly request_settings: {
    readonly request_timeout_ms: number;
    readonly max_concurrent_requests_per_instance: number;
  };
  readonly liveness_probe: Probe;
  readonly readiness_probe: Probe;
}

export interface EndpointJson {
  readonly name: string;
  readonly auth_mode: "key";
}

export interface ModelJson {
  readonly name: string;
  readonly path: string;
  readonly type: "mlflow_model";
}

export function modelJson(plan: DeploymentPlan): ModelJson {
  return { name: modelName(plan), path: `../${modelFolder(plan)}`, type: "mlflow_model" };
}

export function endpointJson({ settings }: DeploymentPlan): EndpointJson {
  return { name: settings.endpointName, auth_mode: "key" };
}

export function deploymentJson(plan: DeploymentPlan): OnlineDeploymentJson {
  const { settings, modelBytes } = plan;
  const probe: Probe = {
    initial_delay: loadSeconds(modelBytes),
    period: PROBE_PERIOD_SECONDS,
    timeout: PROBE_TIMEOUT_SECONDS,
    failure_threshold: PROBE_FAILURES,
  };
  return {
    name: settings.deploymentName,
    endpoint_name: settings.endpointName,
    model: `azureml:${modelName(plan)}@latest`,
    ...(settings.ownScoring && {
      code_configuration: { code: "./score", scoring_script: "score.py" },
      environment: { conda_file: "./environment/conda.yaml", image: BASE_IMAGE },
    }),
    environment_variables: { WORKER_COUNT: "1" },
    instance_type: settings.instanceType || chooseInstanceType(modelBytes).name,
    instance_count: settings.instanceCount,
    request_settings: {
      request_timeout_ms: settings.timeoutSeconds * 1000,
      max_concurrent_requests_per_instance: CONCURRENCY,
    },
    liveness_probe: probe,
    readiness_probe: probe,
  };
}

export function azureMlYaml(plan: DeploymentPlan): DeployFile[] {
  return [
    modelFile(plan),
    {
      path: "endpoint.yml",
      text: yamlFile("The address and its keys; its name is unique in the Azure region", {
        $schema: `${SCHEMAS}/managedOnlineEndpoint.schema.json`,
        ...endpointJson(plan),
      }),
    },
    {
      path: "deployment.yml",
      text: yamlFile(
        "What answers behind the address: the model on machines of one size.\nA CPU answers one request at a time, and takes seconds for it; the platform's own limit is 5 seconds.",
        {
          $schema: `${SCHEMAS}/managedOnlineDeployment.schema.json`,
          ...deploymentJson(plan),
        },
      ),
    },
    ...(plan.settings.ownScoring ? scoringFiles(plan) : []),
  ];
}

export function modelFile(plan: DeploymentPlan): DeployFile {
  return {
    path: "model.yml",
    text: yamlFile("Registers the model's folder, which lies beside this one", {
      $schema: `${SCHEMAS}/model.schema.json`,
      ...modelJson(plan),
    }),
  };
}

function scoringFiles(plan: DeploymentPlan): DeployFile[] {
  return [
    { path: "score/score.py", text: SCORE_PY },
    {
      path: "environment/conda.yaml",
      text: environmentYaml(
        plan,
        [INFERENCE_SERVER],
        "The model's own environment, with the server that runs score.py",
      ),
    },
  ];
}

interface CondaJson {
  readonly dependencies: readonly (string | { readonly pip: readonly string[] })[];
}

/** The model's conda.yaml with more packages for pip. */
export function environmentYaml(
  { wrapper }: DeploymentPlan,
  more: readonly string[],
  comment: string,
): string {
  const conda = parse(condaYaml(wrapper)) as CondaJson;
  const dependencies = conda.dependencies.map((each) =>
    typeof each === "string" ? each : { pip: [...each.pip, ...more] },
  );
  return yamlFile(comment, { ...conda, dependencies });
}
