import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import { type MlflowRules, rulesOfVersion } from "./mlflow-rules.ts";

/** The version of MLflow whose rules infer and enforce a profile's signatures. */
export function rulesOf(profile: VersionProfile): MlflowRules {
  return rulesOfVersion(PROFILES[profile].packages["mlflow"] ?? "");
}
