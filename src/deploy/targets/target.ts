import type { Message, Wording } from "#base/message.ts";
import type { DeploySettings, SettingName } from "../deploy-settings.ts";
import type { DeployFile, DeploymentPlan } from "../deployment.ts";
import type { AnswerForm, ModelInput, PayloadForm } from "../sample-request.ts";

/** A platform that can serve a model, or answer many rows at once. */
export interface Target {
  readonly name: Wording;
  readonly hint: Message;
  /** The settings that its files use, in the form's order. */
  readonly settings: readonly SettingName[];
  /** What the platform would refuse about the endpoint's name; none if it has no name. */
  readonly endpointNameProblem?: (name: string) => Message | null;
  /** The same for the timeout. */
  readonly timeoutProblem?: (seconds: number) => Message | null;
  /** @param input the write-up's question. */
  readonly files: (plan: DeploymentPlan, input: ModelInput) => DeployFile[];
  /** For the README, whose language is English. */
  readonly title: string;
  /** For the README: what to run, in Markdown. */
  readonly steps: (plan: DeploymentPlan) => readonly string[];
  /** What a person should know about it, in sentences. */
  readonly notes?: (plan: DeploymentPlan) => Message[];
  /**
   * The request forms that its server accepts, as tried with real servers (docs/compatibility.md): MLflow turns a chat's messages under
   * "inputs" into NumPy arrays and then refuses them, and MLServer does not know bare "messages". None for a batch.
   */
  readonly payloadForms: (answers: AnswerForm) => readonly PayloadForm[];
  /** The endpoint's address, as far as it is known before it exists. */
  readonly endpointUrl: (settings: DeploySettings) => string;
}

/** For a server on this machine, and for targets without an endpoint. */
export const localInvocations = (): string => "http://localhost:8080/invocations";
