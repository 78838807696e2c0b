import type { Message, Wording } from "#base/message.ts";
import type { DeploySettings, SettingName } from "../deploy-settings.ts";
import type { DeployFile, DeploymentPlan } from "../deployment.ts";
import type { AnswerForm, ModelInput, PayloadForm } from "../sample-request.ts";

/** A place where a model can be served, or asked for many rows at once. */
export interface Target {
  readonly name: Wording;
  readonly hint: Message;
  /** The settings that its files use, in the form's order. */
  readonly settings: readonly SettingName[];
  /** What the platform would refuse of the endpoint's name; none where it has no name. */
  readonly endpointNameProblem?: (name: string) => Message | null;
  /** Of a timeout that the platform does not wait for. */
  readonly timeoutProblem?: (seconds: number) => Message | null;
  /** @param input what the write-up asks. */
  readonly files: (plan: DeploymentPlan, input: ModelInput) => DeployFile[];
  /** For the README, whose language is English. */
  readonly title: string;
  /** For the README: what to run, in Markdown. */
  readonly steps: (plan: DeploymentPlan) => readonly string[];
  /** What a person should know of it, in sentences. */
  readonly notes?: (plan: DeploymentPlan) => Message[];
  /**
   * The forms of a request that its server answers, as real servers did (docs/compatibility.md): MLflow turns a chat's messages
   * under "inputs" into NumPy arrays and then refuses them, and MLServer knows no bare "messages". None for a batch.
   */
  readonly payloadForms: (answers: AnswerForm) => readonly PayloadForm[];
  /** The endpoint's address as far as it is known before it is there. */
  readonly endpointUrl: (settings: DeploySettings) => string;
}

/** Of a server on this machine, and of what has no endpoint. */
export const localInvocations = (): string => "http://localhost:8080/invocations";
