/** Everything that a deployment needs besides the model's own folder. */
import type { Message } from "#base/message.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { inputFormOf } from "#wrapper/input-form.ts";
import { firstInput } from "#wrapper/defaults.ts";
import { checkScript } from "./check-script.ts";
import { type DeployFile, deployFolder, type DeploymentPlan, modelFolder } from "./deployment.ts";
import { deployReadme } from "./readme.ts";
import { type AnswerForm, answerFormOf, type ModelInput } from "./sample-request.ts";
import { type Sample, samplesOf } from "./samples.ts";
import { requireValidSettings } from "./settings-problems.ts";
import { targets } from "./targets/targets.ts";

export interface Deployment {
  /** The folder's name; it is beside the model's folder. */
  readonly folder: string;
  /** The model's own folder. */
  readonly modelFolder: string;
  readonly option: WrapperOption;
  /** Where the text is in an answer; undefined in deployments kept by earlier versions of the page. */
  readonly answers?: AnswerForm;
  /** The request in the samples. */
  readonly sampleInput: ModelInput;
  /** The endpoint's address, as far as it is known before it exists. */
  readonly endpointUrl: string;
  readonly timeoutSeconds: number;
  readonly modelBytes: number;
  /** Without the samples. */
  readonly files: readonly DeployFile[];
  readonly samples: readonly Sample[];
  /** What a person should know about it, in sentences. */
  readonly notes: readonly Message[];
}

/** @throws AppError "invalid-input" if the platform would refuse the settings. */
export function buildDeployment(plan: DeploymentPlan): Deployment {
  const { settings, wrapper, modelBytes } = plan;
  requireValidSettings(settings);
  const target = targets[settings.target];
  const answers = answerFormOf(wrapper);
  const input = JSON.parse(firstInput(inputFormOf(wrapper))) as ModelInput;
  const samples = samplesOf(settings, answers, input).map((sample) => ({
    ...sample,
    text: sample.text.replace(/\bFILE\.\w+/, sample.fileName),
  }));
  const files = [checkScript(plan, input), ...target.files(plan, input)];
  return {
    folder: deployFolder(plan),
    modelFolder: modelFolder(plan),
    option: wrapper.option,
    answers,
    sampleInput: input,
    endpointUrl: target.endpointUrl(settings),
    timeoutSeconds: settings.timeoutSeconds,
    modelBytes,
    files: [{ path: "README.md", text: deployReadme(plan, files, samples) }, ...files],
    samples,
    notes: target.notes?.(plan) ?? [],
  };
}

/** The files and the samples, with their paths in the folder. */
export function allFiles({ files, samples }: Deployment): DeployFile[] {
  return [...files, ...samples.map(({ fileName, text }) => ({ path: `samples/${fileName}`, text }))];
}
