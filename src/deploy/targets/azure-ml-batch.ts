import { message } from "#base/message.ts";
import { azureMlBatchYaml } from "../azure-ml-batch.ts";
import { batchCommands, batchSdk } from "../azure-ml-commands.ts";
import { azureNameProblem } from "../azure-ml-names.ts";
import { localInvocations, type Target } from "./target.ts";

export const azureMlBatch: Target = {
  name: message`Azure ML: batch endpoint`,
  hint: message`Scores files of questions on machines that stop when they are done.`,
  settings: ["endpointName", "deploymentName", "computeName", "instanceCount"],
  endpointNameProblem: (name) => azureNameProblem("endpoint", name),
  files: (plan, input) => [
    ...azureMlBatchYaml(plan),
    batchCommands(plan),
    batchSdk(plan),
    { path: "inputs/questions.jsonl", text: `${JSON.stringify(input)}\n` },
  ],
  title: "Azure ML, batch endpoint",
  steps: () => [
    "    export AZURE_RESOURCE_GROUP=… AZURE_WORKSPACE=…\n    bash deploy.sh",
    "or, with the Python SDK, AZURE_SUBSCRIPTION_ID too:\n\n    python deploy.py",
    "A batch is a folder of files with one JSON object a line, such as `inputs/questions.jsonl`.",
  ],
  payloadForms: () => [],
  endpointUrl: localInvocations,
};
