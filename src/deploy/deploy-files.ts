/** Everything that a deployment needs beside the model's own folder. */
import { message, type Message } from "#base/message.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { defaultInferenceInput } from "#wrapper/defaults.ts";
import { batchCommands, batchSdk, onlineCommands, onlineSdk } from "./azure-ml-commands.ts";
import { azureMlBatchYaml } from "./azure-ml-batch.ts";
import { azureMlYaml } from "./azure-ml-yaml.ts";
import { databricksFiles } from "./databricks.ts";
import { type DeployFile, deployFolder, type DeploymentPlan, modelFolder } from "./deployment.ts";
import { dockerFiles } from "./docker.ts";
import { chooseInstanceType, knownInstanceType, neededMemoryBytes } from "./instance-type.ts";
import { kserveFiles } from "./kserve.ts";
import { deployReadme } from "./readme.ts";
import { endpointUrl, type ModelInput, requestBody } from "./sample-request.ts";
import { type Sample, samplesOf } from "./samples.ts";
import { requireValidSettings } from "./settings-problems.ts";
import { sparkFiles } from "./spark.ts";

export interface Deployment {
  /** The folder's name; it lies beside the model's. */
  readonly folder: string;
  /** The model's own folder. */
  readonly modelFolder: string;
  readonly option: WrapperOption;
  /** What the samples ask. */
  readonly sampleInput: ModelInput;
  /** The endpoint's address as far as it is known before it is there. */
  readonly endpointUrl: string;
  readonly timeoutSeconds: number;
  readonly modelBytes: number;
  /** Without the samples. */
  readonly files: readonly DeployFile[];
  readonly samples: readonly Sample[];
  /** What a person should know of it, in sentences. */
  readonly notes: readonly Message[];
}

/** @throws AppError "invalid-input" where the platform would refuse the settings. */
export function buildDeployment(plan: DeploymentPlan): Deployment {
  const { settings, wrapper, modelBytes } = plan;
  requireValidSettings(settings);
  const input = sampleInput(plan);
  const samples = samplesOf(settings, wrapper.option, input).map((sample) => ({
    ...sample,
    text: sample.text.replace(/\bFILE\.\w+/, sample.fileName),
  }));
  const files = targetFiles(plan, input);
  return {
    folder: deployFolder(plan),
    modelFolder: modelFolder(plan),
    option: wrapper.option,
    sampleInput: input,
    endpointUrl: endpointUrl(settings),
    timeoutSeconds: settings.timeoutSeconds,
    modelBytes,
    files: [{ path: "README.md", text: deployReadme(plan, files, samples) }, ...files],
    samples,
    notes: notesOn(plan),
  };
}

/** The files with their samples, as they lie in the folder. */
export function allFiles({ files, samples }: Deployment): DeployFile[] {
  return [...files, ...samples.map(({ fileName, text }) => ({ path: `samples/${fileName}`, text }))];
}

/** The write-up's question. */
function sampleInput({ wrapper }: DeploymentPlan): ModelInput {
  return JSON.parse(defaultInferenceInput(wrapper.option)) as ModelInput;
}

function targetFiles(plan: DeploymentPlan, input: ModelInput): DeployFile[] {
  switch (plan.settings.target) {
    case "azure-ml":
      return [
        ...azureMlYaml(plan),
        onlineCommands(plan),
        onlineSdk(plan),
        { path: "request.json", text: `${JSON.stringify(requestBody("input_data", input), null, 2)}\n` },
      ];
    case "azure-ml-batch":
      return [
        ...azureMlBatchYaml(plan),
        batchCommands(plan),
        batchSdk(plan),
        { path: "inputs/questions.jsonl", text: `${JSON.stringify(input)}\n` },
      ];
    case "docker":
      return dockerFiles(plan);
    case "kserve":
      return kserveFiles(plan);
    case "databricks":
      return databricksFiles(plan);
    case "spark":
      return [...sparkFiles(plan), { path: "questions.jsonl", text: `${JSON.stringify(input)}\n` }];
  }
}

const GIB = 2 ** 30;

function notesOn({ settings, modelBytes }: DeploymentPlan): Message[] {
  if (settings.target !== "azure-ml") return [];
  const neededBytes = neededMemoryBytes(modelBytes);
  const needed = gib(neededBytes);
  const chosen = settings.instanceType
    ? knownInstanceType(settings.instanceType)
    : chooseInstanceType(modelBytes);
  if (chosen === null) {
    return [
      message`This model needs about ${needed} of memory. Whether ${settings.instanceType} has that much, this page does not know.`,
    ];
  }
  if (chosen.memoryBytes < neededBytes) {
    return [
      message`This model needs about ${needed} of memory, and ${chosen.name} has ${gib(chosen.memoryBytes)}: it may be stopped while it loads. Choose a larger size.`,
    ];
  }
  return [
    message`This model needs about ${needed} of memory; ${chosen.name} has ${gib(chosen.memoryBytes)} and ${chosen.vcpus} virtual CPUs. Each instance of it counts against your quota of that family.`,
  ];
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(bytes < 10 * GIB ? 1 : 0).replace(/\.0$/, "")} GiB`;
}
