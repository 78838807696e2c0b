/** A person's settings for a deployment; everything else follows from the model and its wrapper. */
import { boolean, type GenericSchema, number, object, picklist, string } from "valibot";

/** The platforms that can serve a model, or answer many rows at once, in the form's order; `targets/` describes each. */
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
  /** The endpoint's name; for KServe, the InferenceService's. */
  readonly endpointName: string;
  readonly deploymentName: string;
  /** An Azure VM size; "" chooses one by the model's memory. */
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly timeoutSeconds: number;
  /** Whether Azure ML runs the scoring script in these files, or one that it makes itself. */
  readonly ownScoring: boolean;
  /** Origins of web pages that may ask the endpoint, separated by commas; "" for none. */
  readonly corsOrigins: string;
  /** The Azure ML compute cluster for a batch. */
  readonly computeName: string;
  /** The Docker image's name, optionally with a registry and a tag. */
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

export const deploySettingsSchema: GenericSchema<unknown, DeploySettings> = object({
  target: picklist(DEPLOY_TARGETS),
  endpointName: string(),
  deploymentName: string(),
  instanceType: string(),
  instanceCount: number(),
  timeoutSeconds: number(),
  ownScoring: boolean(),
  corsOrigins: string(),
  computeName: string(),
  imageName: string(),
  storageUri: string(),
  registeredModel: string(),
});
