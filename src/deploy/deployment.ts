import type { Wrapper } from "#wrapper/wrapper.ts";
import type { DeploySettings } from "./deploy-settings.ts";

/** What the files of a deployment are made from. */
export interface DeploymentPlan {
  readonly wrapper: Wrapper;
  readonly settings: DeploySettings;
  /** Size of the model's folder, in bytes. */
  readonly modelBytes: number;
}

export interface DeployFile {
  /** Path inside the deployment's folder, "/"-separated. */
  readonly path: string;
  readonly text: string;
}

/** The model's folder, beside the deployment's. */
export function modelFolder({ wrapper }: DeploymentPlan): string {
  return wrapper.name;
}

/** The name under which the model is registered, valid in Azure ML and in paths of Docker and Kubernetes. */
export function modelName({ wrapper }: DeploymentPlan): string {
  const name = wrapper.name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return name === "" ? "phi3-mlflow-model" : name.slice(0, 255);
}

/** The deployment's own folder. */
export function deployFolder({ settings }: DeploymentPlan): string {
  return `deploy-${settings.target}`;
}
