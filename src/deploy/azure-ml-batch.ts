/** Azure ML's batch endpoint: reads files of JSON lines and writes an answer line for each, on a cluster that stops when done. */
import { type DeployFile, type DeploymentPlan, modelName } from "./deployment.ts";
import { BASE_IMAGE, environmentYaml, modelFile } from "./azure-ml-yaml.ts";
import { BATCH_PY } from "./scoring-script.ts";
import { yamlFile } from "./yaml-file.ts";

const SCHEMAS = "https://azuremlschemas.azureedge.net/latest";
/** What Azure ML's batch driver imports. */
const BATCH_DRIVER = ["azureml-core", "azureml-dataset-runtime[fuse]"];
/** A file is one unit of work; a slow CPU may need an hour for its lines. */
const MINI_BATCH_SECONDS = 3600;

export interface BatchDeploymentJson {
  readonly name: string;
  readonly endpoint_name: string;
  readonly type: "model";
  readonly model: string;
  readonly code_configuration: { readonly code: string; readonly scoring_script: string };
  readonly environment: { readonly conda_file: string; readonly image: string };
  readonly compute: string;
  readonly resources: { readonly instance_count: number };
  readonly settings: {
    readonly max_concurrency_per_instance: number;
    readonly mini_batch_size: number;
    readonly output_action: "append_row";
    readonly output_file_name: string;
    readonly retry_settings: { readonly max_retries: number; readonly timeout: number };
    readonly logging_level: "info";
  };
}

export function batchEndpointJson({ settings }: DeploymentPlan): { readonly name: string } {
  return { name: settings.endpointName };
}

export function batchDeploymentJson(plan: DeploymentPlan): BatchDeploymentJson {
  const { settings } = plan;
  return {
    name: settings.deploymentName,
    endpoint_name: settings.endpointName,
    type: "model",
    model: `azureml:${modelName(plan)}@latest`,
    code_configuration: { code: "./score", scoring_script: "batch.py" },
    environment: { conda_file: "./environment/conda.yaml", image: BASE_IMAGE },
    compute: `azureml:${settings.computeName}`,
    resources: { instance_count: settings.instanceCount },
    settings: {
      max_concurrency_per_instance: 1,
      mini_batch_size: 1,
      output_action: "append_row",
      output_file_name: "answers.jsonl",
      retry_settings: { max_retries: 2, timeout: MINI_BATCH_SECONDS },
      logging_level: "info",
    },
  };
}

export function azureMlBatchYaml(plan: DeploymentPlan): DeployFile[] {
  return [
    modelFile(plan),
    {
      path: "endpoint.yml",
      text: yamlFile("The address to which batches are sent; it costs nothing while nothing runs", {
        $schema: `${SCHEMAS}/batchEndpoint.schema.json`,
        ...batchEndpointJson(plan),
      }),
    },
    {
      path: "deployment.yml",
      text: yamlFile("What answers a batch: each file of the input is one unit of work, on one machine", {
        $schema: `${SCHEMAS}/modelBatchDeployment.schema.json`,
        ...batchDeploymentJson(plan),
      }),
    },
    { path: "score/batch.py", text: BATCH_PY },
    {
      path: "environment/conda.yaml",
      text: environmentYaml(
        plan,
        BATCH_DRIVER,
        "The model's own environment, with what Azure ML's batch driver imports",
      ),
    },
  ];
}
