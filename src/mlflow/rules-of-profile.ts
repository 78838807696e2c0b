import type { VersionProfile } from "#wrapper/version-profile.ts";
import type { MlflowRules } from "./merge-types.ts";

const RULES = { current: "3.17", "mid-2025": "2.22", "mid-2024": "2.22" } as const;

/** The version of MLflow whose rules infer a profile's signatures. */
export function rulesOf(profile: VersionProfile): MlflowRules {
  return RULES[profile];
}
