import type { VersionProfile } from "#wrapper/version-profile.ts";

/** The profile nearest to the MLflow that wrote a model; today's if that is unknown. */
export function profileOfVersion(mlflowVersion: string | null): VersionProfile {
  const major = Number(/^(\d+)\./.exec(mlflowVersion ?? "")?.[1] ?? 3);
  return major < 3 ? "mid-2024" : "current";
}
