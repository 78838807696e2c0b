import { message, type Message } from "#base/message.ts";
import { onlineCommands, onlineSdk } from "../azure-ml-commands.ts";
import { azureNameProblem } from "../azure-ml-names.ts";
import { azureMlYaml } from "../azure-ml-yaml.ts";
import type { DeploymentPlan } from "../deployment.ts";
import { chooseInstanceType, knownInstanceType, neededMemoryBytes } from "../instance-type.ts";
import { requestBody } from "../sample-request.ts";
import type { Target } from "./target.ts";

/** The longest timeout of a managed online endpoint. */
const MOST_SECONDS = 180;

export const azureMl: Target = {
  name: message`Azure ML: managed online endpoint`,
  hint: message`An HTTPS endpoint with keys that answers POST /score, one question at a time.`,
  settings: [
    "endpointName",
    "deploymentName",
    "instanceType",
    "instanceCount",
    "timeoutSeconds",
    "ownScoring",
  ],
  endpointNameProblem: (name) => azureNameProblem("endpoint", name),
  timeoutProblem: (seconds) =>
    seconds > MOST_SECONDS
      ? message`A managed endpoint of Azure ML waits at most ${MOST_SECONDS} seconds; found ${seconds}. Enter less and lower max_length in the wrapper, or use a batch endpoint.`
      : null,
  notes: memoryNotes,
  files: (plan, input) => [
    ...azureMlYaml(plan),
    onlineCommands(plan),
    onlineSdk(plan),
    { path: "request.json", text: `${JSON.stringify(requestBody("input_data", input), null, 2)}\n` },
  ],
  title: "Azure ML, managed online endpoint",
  steps: ({ settings }) => [
    "    export AZURE_RESOURCE_GROUP=… AZURE_WORKSPACE=…\n    bash deploy.sh",
    "or, with the Python SDK, AZURE_SUBSCRIPTION_ID too:\n\n    python deploy.py",
    settings.ownScoring
      ? "`score/score.py` answers POST /score in Azure ML's inference server. It takes what Azure ML's own script takes."
      : "Azure ML makes the scoring script and the environment itself, from the model's MLmodel and conda.yaml.",
  ],
  payloadForms: () => ["input_data"],
  endpointUrl: ({ endpointName }) => `https://${endpointName}.REGION.inference.ml.azure.com/score`,
};

const GIB = 2 ** 30;

function memoryNotes({ settings, modelBytes }: DeploymentPlan): Message[] {
  const neededBytes = neededMemoryBytes(modelBytes);
  const needed = gib(neededBytes);
  const chosen = settings.instanceType
    ? knownInstanceType(settings.instanceType)
    : chooseInstanceType(modelBytes);
  if (chosen === null) {
    return [
      message`This model needs about ${needed} of memory. This page does not know whether ${settings.instanceType} has that much.`,
    ];
  }
  if (chosen.memoryBytes < neededBytes) {
    return [
      message`This model needs about ${needed} of memory, and ${chosen.name} has ${gib(chosen.memoryBytes)}: it may be stopped while it loads. Choose a larger size.`,
    ];
  }
  return [
    message`This model needs about ${needed} of memory; ${chosen.name} has ${gib(chosen.memoryBytes)} and ${chosen.vcpus} virtual CPUs. Each instance counts against your quota for that VM family.`,
  ];
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(bytes < 10 * GIB ? 1 : 0).replace(/\.0$/, "")} GiB`;
}
