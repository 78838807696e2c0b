/** Kubernetes with KServe's InferenceService and MLServer, which serves MLflow models. */
import { PROFILES } from "#wrapper/version-profile.ts";
import { copy } from "./docker.ts";
import { type DeployFile, type DeploymentPlan, deployFolder, modelFolder } from "./deployment.ts";
import { neededMemoryBytes } from "./instance-type.ts";
import { yamlFile } from "./yaml-file.ts";

const GIB = 2 ** 30;
const MLSERVER_VERSION = "1.7.1";

/**
 * A custom container, not `modelFormat: mlflow`: MLServer's stock image has neither the wrapper's version of MLflow nor
 * onnxruntime-genai.
 */
export function kserveFiles(plan: DeploymentPlan): DeployFile[] {
  return [
    { path: "inference-service.yml", text: inferenceService(plan) },
    { path: "serving-runtime.yml", text: servingRuntime(plan) },
    { path: "Dockerfile", text: dockerfile(plan) },
    { path: "deploy.sh", text: deployScript(plan) },
  ];
}

/** Names of the serving runtime's container. */
function imageOf({ settings }: DeploymentPlan): string {
  return `registry.example.com/${settings.endpointName}:1`;
}

function inferenceService({ settings, modelBytes }: DeploymentPlan): string {
  const memory = `${Math.ceil(neededMemoryBytes(modelBytes) / GIB)}Gi`;
  return yamlFile(
    "Serves the model with MLServer in a cluster that has KServe.\nSet image to where build.sh pushed it.",
    {
      apiVersion: "serving.kserve.io/v1beta1",
      kind: "InferenceService",
      metadata: { name: settings.endpointName },
      spec: {
        predictor: {
          minReplicas: 1,
          timeout: settings.timeoutSeconds,
          containerConcurrency: 1,
          model: {
            modelFormat: { name: "mlflow" },
            protocolVersion: "v2",
            runtime: `${settings.endpointName}-runtime`,
            storageUri: settings.storageUri,
            resources: {
              requests: { cpu: "4", memory },
              limits: { cpu: "8", memory },
            },
          },
        },
      },
    },
  );
}

function servingRuntime(plan: DeploymentPlan): string {
  const { endpointName } = plan.settings;
  return yamlFile(
    "MLServer with the wrapper's packages. KServe's stock runtime has another MLflow, and lacks what the model imports.",
    {
      apiVersion: "serving.kserve.io/v1alpha1",
      kind: "ServingRuntime",
      metadata: { name: `${endpointName}-runtime` },
      spec: {
        supportedModelFormats: [{ name: "mlflow", version: "2" }],
        protocolVersions: ["v2"],
        containers: [
          {
            name: "kserve-container",
            image: imageOf(plan),
            env: [
              { name: "MLSERVER_MODEL_IMPLEMENTATION", value: "mlserver_mlflow.MLflowRuntime" },
              // KServe inserts the service's name there.
              { name: "MLSERVER_MODEL_NAME", value: "{{.Name}}" },
              { name: "MLSERVER_MODEL_URI", value: "/mnt/models" },
              { name: "MLSERVER_PARALLEL_WORKERS", value: "0" },
              { name: "MLSERVER_HTTP_PORT", value: "8080" },
              { name: "MLSERVER_GRPC_PORT", value: "9000" },
              { name: "HF_HUB_OFFLINE", value: "1" },
            ],
            ports: [{ containerPort: 8080, protocol: "TCP" }],
          },
        ],
      },
    },
  );
}

function dockerfile(plan: DeploymentPlan): string {
  const [major, minor] = PROFILES[plan.wrapper.profile].python.split(".");
  return `# MLServer with the packages that the model names; the model itself comes from the InferenceService's storageUri
FROM python:${major}.${minor}-slim
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
${copy(`${modelFolder(plan)}/requirements.txt`, "/opt/requirements.txt")}
RUN pip install --no-cache-dir mlserver==${MLSERVER_VERSION} mlserver-mlflow==${MLSERVER_VERSION} -r /opt/requirements.txt
RUN useradd --create-home server
USER server
WORKDIR /home/server
CMD ["mlserver", "start", "/mnt/models"]
`;
}

function deployScript(plan: DeploymentPlan): string {
  const { settings } = plan;
  const image = imageOf(plan);
  return `#!/usr/bin/env bash
# Builds and pushes the runtime's image, and applies both files. Put the model's folder at ${settings.storageUri} first.
set -euo pipefail
cd "$(dirname "$0")/.."
docker build --file ${deployFolder(plan)}/Dockerfile --tag ${image} .
docker push ${image}
kubectl apply --filename ${deployFolder(plan)}/serving-runtime.yml --filename ${deployFolder(plan)}/inference-service.yml
kubectl wait --for=condition=Ready --timeout=20m inferenceservice/${settings.endpointName}
echo "Ask it at:"
kubectl get inferenceservice ${settings.endpointName} --output jsonpath='{.status.url}/invocations{"\\n"}'
`;
}
