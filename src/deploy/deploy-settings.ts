/** What a person says of a deployment; the rest follows from the model and its wrapper. */
import { boolean, type GenericSchema, number, object, picklist, string } from "valibot";

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
