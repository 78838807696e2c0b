/** The profiles that a wrapper can be written for, newest first. A profile is its file in `profiles` and its line here. */
import { own } from "#base/own.ts";
import { current } from "./profiles/current.ts";
import { mid2024 } from "./profiles/mid-2024.ts";
import { mid2025 } from "./profiles/mid-2025.ts";
import type { Profile } from "./profiles/profile.ts";

export const PROFILES = {
  current,
  "mid-2025": mid2025,
  "mid-2024": mid2024,
} as const satisfies Record<string, Profile>;

export type VersionProfile = keyof typeof PROFILES;

export const VERSION_PROFILES: readonly VersionProfile[] = Object.keys(PROFILES).filter(isVersionProfile);

export function isVersionProfile(id: unknown): id is VersionProfile {
  return typeof id === "string" && Object.hasOwn(PROFILES, id);
}

/** PyPI's rule for equal names: lower case, and "-" for any run of "-", "_" and ".". */
export function normalizePackage(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

/** The requirement with the profile's version, if it names a known package without a version. */
export function pinRequirement(requirement: string, profile: VersionProfile): string {
  const name = normalizePackage(requirement.trim());
  const version = own(PROFILES[profile].packages, name);
  return version === undefined ? requirement.trim() : `${name}==${version}`;
}
