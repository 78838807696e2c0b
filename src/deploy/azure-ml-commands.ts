/** The same steps with the az command and with the Python SDK. */
import { type PythonValue, pythonString } from "#wrapper/python-literal.ts";
import { batchDeploymentJson, batchEndpointJson, type BatchDeploymentJson } from "./azure-ml-batch.ts";
import { deploymentJson, endpointJson, modelJson, type OnlineDeploymentJson } from "./azure-ml-yaml.ts";
import type { DeployFile, DeploymentPlan } from "./deployment.ts";
import { pythonBlock } from "./python-block.ts";

const WHERE_SH = `: "\${AZURE_RESOURCE_GROUP:?Name your resource group in AZURE_RESOURCE_GROUP}"
: "\${AZURE_WORKSPACE:?Name your Azure ML workspace in AZURE_WORKSPACE}"
where=(--resource-group "$AZURE_RESOURCE_GROUP" --workspace-name "$AZURE_WORKSPACE")
cd "$(dirname "$0")"`;

/** `az ml` for the online endpoint. */
export function onlineCommands(plan: DeploymentPlan): DeployFile {
  const { endpointName, deploymentName } = plan.settings;
  return {
    path: "deploy.sh",
    text: `#!/usr/bin/env bash
# Registers the model and deploys it to a managed online endpoint. Needs the az command, logged in, with its ml extension:
#   az login && az extension add --name ml
set -euo pipefail
${WHERE_SH}

az ml model create --file model.yml "\${where[@]}"
az ml online-endpoint create --file endpoint.yml "\${where[@]}"
az ml online-deployment create --file deployment.yml --all-traffic "\${where[@]}"

# A first question, the endpoint's address and its key
az ml online-endpoint invoke --name ${endpointName} --request-file request.json "\${where[@]}"
az ml online-endpoint show --name ${endpointName} --query scoring_uri --output tsv "\${where[@]}"
echo "The key: az ml online-endpoint get-credentials --name ${endpointName} --query primaryKey --output tsv \${where[*]}"
echo "What it says while it starts: az ml online-deployment get-logs --endpoint-name ${endpointName} --name ${deploymentName} \${where[*]}"
echo "When you are done, so that it costs nothing: az ml online-endpoint delete --name ${endpointName} \${where[*]}"
`,
  };
}

export function batchCommands(plan: DeploymentPlan): DeployFile {
  const { endpointName, deploymentName, computeName } = plan.settings;
  return {
    path: "deploy.sh",
    text: `#!/usr/bin/env bash
# Registers the model and deploys it to a batch endpoint. Needs the az command, logged in, with its ml extension:
#   az login && az extension add --name ml
set -euo pipefail
${WHERE_SH}

az ml model create --file model.yml "\${where[@]}"
az ml compute show --name ${computeName} --output none "\${where[@]}"
az ml batch-endpoint create --file endpoint.yml "\${where[@]}"
az ml batch-deployment create --file deployment.yml --set-default "\${where[@]}"

# A first batch: every file in inputs/, a question a line
az ml batch-endpoint invoke --name ${endpointName} --deployment-name ${deploymentName} --input inputs --input-type uri_folder "\${where[@]}"
echo "Its answers, once the job is done: az ml job download --name JOB --output-name score \${where[*]}"
`,
  };
}

const SDK_HEAD = `import os
from pathlib import Path

from azure.ai.ml import MLClient
`;

const SDK_CLIENT = `here = Path(__file__).parent
client = MLClient(
    DefaultAzureCredential(),
    subscription_id=os.environ["AZURE_SUBSCRIPTION_ID"],
    resource_group_name=os.environ["AZURE_RESOURCE_GROUP"],
    workspace_name=os.environ["AZURE_WORKSPACE"],
)
`;

/** Python SDK v2: creates what the YAML describes. */
export function onlineSdk(plan: DeploymentPlan): DeployFile {
  const deployment = deploymentJson(plan);
  const endpoint = endpointJson(plan);
  const model = modelJson(plan);
  const own = deployment.code_configuration && deployment.environment;
  return {
    path: "deploy.py",
    text: `"""Does with the Python SDK what deploy.sh does with the az command: pip install azure-ai-ml azure-identity"""

${SDK_HEAD}from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import (
${own ? "    CodeConfiguration,\n    Environment,\n" : ""}    ManagedOnlineDeployment,
    ManagedOnlineEndpoint,
    Model,
    OnlineRequestSettings,
    ProbeSettings,
)
from azure.identity import DefaultAzureCredential

${SDK_CLIENT}
# Registering the model's folder, which lies beside this one
client.models.create_or_update(
    Model(name=${pythonString(model.name)}, path=here / ${pythonString(model.path)}, type=AssetTypes.MLFLOW_MODEL)
)

# The address and its keys
client.online_endpoints.begin_create_or_update(
    ManagedOnlineEndpoint(name=${pythonString(endpoint.name)}, auth_mode=${pythonString(endpoint.auth_mode)})
).result()

# What answers behind the address
probe = ${call("ProbeSettings", deployment.liveness_probe)}
client.online_deployments.begin_create_or_update(
    ManagedOnlineDeployment(
        name=${pythonString(deployment.name)},
        endpoint_name=${pythonString(deployment.endpoint_name)},
        model=${pythonString(deployment.model)},
${own ? environmentPython(deployment) : ""}        environment_variables=${pythonBlock(deployment.environment_variables, "        ")},
        instance_type=${pythonString(deployment.instance_type)},
        instance_count=${deployment.instance_count},
        request_settings=${call("OnlineRequestSettings", deployment.request_settings, "        ")},
        liveness_probe=probe,
        readiness_probe=probe,
    )
).result()

# All requests go to this deployment
endpoint = client.online_endpoints.get(${pythonString(endpoint.name)})
endpoint.traffic = {${pythonString(deployment.name)}: 100}
client.online_endpoints.begin_create_or_update(endpoint).result()

print("Address:", endpoint.scoring_uri)
print("Key:", client.online_endpoints.get_keys(${pythonString(endpoint.name)}).primary_key)
`,
  };
}

export function batchSdk(plan: DeploymentPlan): DeployFile {
  const deployment = batchDeploymentJson(plan);
  const endpoint = batchEndpointJson(plan);
  const model = modelJson(plan);
  const { retry_settings: retry, output_action: _action, ...settings } = deployment.settings;
  return {
    path: "deploy.py",
    text: `"""Does with the Python SDK what deploy.sh does with the az command: pip install azure-ai-ml azure-identity"""

${SDK_HEAD}from azure.ai.ml.constants import AssetTypes, BatchDeploymentOutputAction
from azure.ai.ml.entities import (
    BatchEndpoint,
    BatchRetrySettings,
    CodeConfiguration,
    Environment,
    Model,
    ModelBatchDeployment,
    ModelBatchDeploymentSettings,
    ResourceConfiguration,
)
from azure.identity import DefaultAzureCredential

${SDK_CLIENT}
# Registering the model's folder, which lies beside this one
client.models.create_or_update(
    Model(name=${pythonString(model.name)}, path=here / ${pythonString(model.path)}, type=AssetTypes.MLFLOW_MODEL)
)

# The address to which batches are sent
client.batch_endpoints.begin_create_or_update(BatchEndpoint(name=${pythonString(endpoint.name)})).result()

# What answers a batch
client.batch_deployments.begin_create_or_update(
    ModelBatchDeployment(
        name=${pythonString(deployment.name)},
        endpoint_name=${pythonString(deployment.endpoint_name)},
        model=${pythonString(deployment.model)},
${environmentPython(deployment)}        compute=${pythonString(deployment.compute.replace("azureml:", ""))},
        resources=${call("ResourceConfiguration", deployment.resources, "        ")},
        settings=ModelBatchDeploymentSettings(
${Object.entries(settings)
  .map(([name, value]) => `            ${name}=${pythonBlock(value)},\n`)
  .join("")}            output_action=BatchDeploymentOutputAction.APPEND_ROW,
            retry_settings=${call("BatchRetrySettings", retry, "            ")},
        ),
    )
).result()

# Batches go to this deployment when none is named
endpoint = client.batch_endpoints.get(${pythonString(endpoint.name)})
endpoint.defaults = {"deployment_name": ${pythonString(deployment.name)}}
client.batch_endpoints.begin_create_or_update(endpoint).result()
print("Address:", endpoint.scoring_uri)
`,
  };
}

function environmentPython({
  code_configuration: code,
  environment,
}: OnlineDeploymentJson | BatchDeploymentJson): string {
  if (!code || !environment) return "";
  return `        code_configuration=CodeConfiguration(
            code=str(here / ${pythonString(code.code)}), scoring_script=${pythonString(code.scoring_script)}
        ),
        environment=Environment(
            conda_file=str(here / ${pythonString(environment.conda_file)}),
            image=${pythonString(environment.image)},
        ),
`;
}

/** `Name(a=1, b=2)` over several lines. */
function call(name: string, args: object, indent = ""): string {
  const lines = Object.entries(args).map(
    ([key, value]) => `${indent}    ${key}=${pythonBlock(value as PythonValue)},\n`,
  );
  return `${name}(\n${lines.join("")}${indent})`;
}
