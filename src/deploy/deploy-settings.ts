/** What a person says of a deployment; the rest follows from the model and its wrapper. */
import { own } from "#base/own.ts";
import { jsonOf } from "#base/json-of.ts";
import { message, type MessageValue, within } from "#base/message.ts";
import { unreadableNotebook } from "#base/unreadable-notebook.ts";

/** Where a model can be served, or asked for many rows at once, in the form's order; `targets/` says what each is. */
export const DEPLOY_TARGETS = [
  "azure-ml",
  "azure-ml-batch",
  "docker",
  "kserve",
  "databricks",
  "spark",
] as const;
export type DeployTarget = (typeof DEPLOY_TARGETS)[number];

export interface DeploySettings {
  readonly target: DeployTarget;
  /** Of the endpoint; with KServe, of the InferenceService. */
  readonly endpointName: string;
  readonly deploymentName: string;
  /** An Azure VM size; "" chooses one by the weights' memory. */
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly timeoutSeconds: number;
  /** Whether Azure ML runs the scoring script of these files, or one that it makes itself. */
  readonly ownScoring: boolean;
  /** Origins, by commas, of web pages that may ask the endpoint; "" for none. */
  readonly corsOrigins: string;
  /** The Azure ML compute cluster that a batch runs on. */
  readonly computeName: string;
  /** The Docker image's name, with a registry and a tag if wanted. */
  readonly imageName: string;
  /** The address under which KServe finds the model's folder. */
  readonly storageUri: string;
  /** The model's name in Unity Catalog: catalog.schema.model. */
  readonly registeredModel: string;
}

export type SettingName = Exclude<keyof DeploySettings, "target">;

export const DEFAULT_DEPLOY_SETTINGS: DeploySettings = {
  target: "azure-ml",
  endpointName: "phi3-endpoint",
  deploymentName: "blue",
  instanceType: "",
  instanceCount: 1,
  timeoutSeconds: 120,
  ownScoring: true,
  corsOrigins: "",
  computeName: "cpu-cluster",
  imageName: "phi3-mlflow:1",
  storageUri: "pvc://models/phi3",
  registeredModel: "main.default.phi3",
};

/** @throws AppError "invalid-document" naming the setting that is not what it should be. */
export function parseDeploySettings(value: unknown, where: MessageValue): DeploySettings {
  const given = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const target = DEPLOY_TARGETS.find((each) => each === given["target"]);
  if (target === undefined)
    throw unreadableNotebook(anyTarget(), jsonOf(given["target"]), within(where, "target"));
  for (const [name, fallback] of Object.entries(DEFAULT_DEPLOY_SETTINGS)) {
    if (typeof own(given, name) !== typeof fallback)
      throw unreadableNotebook(message`a ${typeof fallback}`, typeof own(given, name), within(where, name));
  }
  const known = Object.keys(DEFAULT_DEPLOY_SETTINGS).map((name) => [name, own(given, name)]);
  return { ...(Object.fromEntries(known) as DeploySettings), target };
}

function anyTarget(): MessageValue {
  const [first, ...others] = DEPLOY_TARGETS;
  return others.reduce<MessageValue>((all, each) => message`${all} or ${each}`, first);
}
