/** Databricks model serving: the endpoint's definition, and the commands that register the model and create the endpoint. */
import { type DeployFile, type DeploymentPlan, modelFolder } from "./deployment.ts";
import { pythonString } from "#wrapper/python-literal.ts";

export function databricksFiles(plan: DeploymentPlan): DeployFile[] {
  const { endpointName, registeredModel } = plan.settings;
  const endpoint = {
    name: endpointName,
    config: {
      served_entities: [
        {
          name: "phi3",
          entity_name: registeredModel,
          entity_version: "1",
          workload_type: "CPU",
          workload_size: "Small",
          scale_to_zero_enabled: true,
        },
      ],
      traffic_config: { routes: [{ served_model_name: "phi3", traffic_percentage: 100 }] },
    },
  };
  return [
    { path: "endpoint.json", text: `${JSON.stringify(endpoint, null, 2)}\n` },
    {
      path: "register.py",
      text: `"""Registers the model's folder, which lies beside this one, in Unity Catalog.

Needs mlflow, and a login: databricks auth login, or DATABRICKS_HOST and DATABRICKS_TOKEN.
"""

from pathlib import Path

import mlflow

mlflow.set_tracking_uri("databricks")
mlflow.set_registry_uri("databricks-uc")
folder = Path(__file__).parent.parent / ${pythonString(modelFolder(plan))}
version = mlflow.register_model(folder.as_uri(), ${pythonString(registeredModel)})
print("Version", version.version, "- write it into endpoint.json where it is not 1")
`,
    },
    {
      path: "deploy.sh",
      text: `#!/usr/bin/env bash
# Registers the model and makes the endpoint. Needs the databricks command, logged in, and Python with mlflow.
set -euo pipefail
cd "$(dirname "$0")"
python register.py
databricks serving-endpoints create --json @endpoint.json
databricks serving-endpoints get ${endpointName}
`,
    },
  ];
}
