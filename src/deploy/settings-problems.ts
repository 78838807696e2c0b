/** Checks settings against the rules of their platform, before the platform refuses them. */
import { AppError } from "#base/errors.ts";
import { joined, message, type Message } from "#base/message.ts";
import { azureNameProblem } from "./azure-ml-names.ts";
import type { DeploySettings, SettingName } from "./deploy-settings.ts";
import { quoted } from "./quoted.ts";
import { targets } from "./targets/targets.ts";

export interface SettingProblem {
  readonly field: SettingName;
  /** Expected, found, what to do. */
  readonly message: Message;
}

const AZURE_MOST_INSTANCES = 50;
const AZURE_SIZE = /^Standard_[A-Za-z0-9]+(_[A-Za-z0-9]+)*$/;
const UNITY_CATALOG_NAME = /^[^\s./]+\.[^\s./]+\.[^\s./]+$/;
const IMAGE =
  /^([a-z0-9]+([.-][a-z0-9]+)*(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[\w][\w.-]{0,127})?$/;
/** What KServe's storage initializer reads (kserve_storage). */
const STORAGE = /^(s3|gs|pvc|https?|abfss?|hdfs|webhdfs|hf):\/\/\S+$/;

/** All problems, in the form's order, of the target's own settings only. */
export function settingProblems(settings: DeploySettings): SettingProblem[] {
  return targets[settings.target].settings.flatMap((field) => {
    const problem = problemOf(field, settings);
    return problem === null ? [] : [{ field, message: problem }];
  });
}

/** @throws AppError "invalid-input" with all problems. */
export function requireValidSettings(settings: DeploySettings): void {
  const problems = settingProblems(settings);
  if (problems.length > 0)
    throw new AppError(
      "invalid-input",
      joined(
        problems.map((problem) => problem.message),
        " ",
      ),
    );
}

function problemOf(field: SettingName, settings: DeploySettings): Message | null {
  switch (field) {
    case "endpointName":
      return targets[settings.target].endpointNameProblem?.(settings.endpointName) ?? null;
    case "deploymentName":
      return azureNameProblem("deployment", settings.deploymentName);
    case "computeName":
      return /^[a-zA-Z][a-zA-Z0-9-]{1,31}$/.test(settings.computeName)
        ? null
        : message`The compute cluster's name should begin with a letter, and have 2 to 32 letters, digits and dashes; found ${quoted(settings.computeName)}.`;
    case "instanceType":
      return settings.instanceType === "" || AZURE_SIZE.test(settings.instanceType)
        ? null
        : message`The instance type should be an Azure VM size, such as Standard_F8s_v2, or empty to have one chosen; found ${quoted(settings.instanceType)}.`;
    case "instanceCount":
      return wholeNumberProblem(
        message`The number of instances`,
        settings.instanceCount,
        AZURE_MOST_INSTANCES,
      );
    case "timeoutSeconds":
      return (
        targets[settings.target].timeoutProblem?.(settings.timeoutSeconds) ??
        wholeNumberProblem(message`The timeout`, settings.timeoutSeconds, 3600)
      );
    case "corsOrigins":
      return corsProblem(settings.corsOrigins);
    case "imageName":
      return IMAGE.test(settings.imageName)
        ? null
        : message`Docker names images in lower case, such as phi3-mlflow:1 or registry.example.com/team/phi3:1; found ${quoted(settings.imageName)}.`;
    case "storageUri":
      return STORAGE.test(settings.storageUri)
        ? null
        : message`KServe reads the model from an address such as pvc://models/phi3, s3://bucket/phi3 or https://…; found ${quoted(settings.storageUri)}.`;
    case "registeredModel":
      return UNITY_CATALOG_NAME.test(settings.registeredModel)
        ? null
        : message`Unity Catalog names models by catalog.schema.model, such as main.default.phi3; found ${quoted(settings.registeredModel)}.`;
    case "ownScoring":
      return null;
  }
}

function wholeNumberProblem(what: Message, value: number, most: number): Message | null {
  return Number.isInteger(value) && value >= 1 && value <= most
    ? null
    : message`${what} should be a whole number from 1 to ${most}; found ${value}.`;
}

function corsProblem(origins: string): Message | null {
  if (origins.trim() === "") return null;
  const wrong = origins.split(",").find((each) => !/^https?:\/\/[^/\s*]+$/.test(each.trim()));
  return wrong === undefined
    ? null
    : message`A page's origin is its scheme and host, such as https://example.com, with nothing behind; found ${quoted(wrong.trim())}.`;
}
