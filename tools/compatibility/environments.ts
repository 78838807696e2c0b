/** Which Python stands for a version profile here. */
import { spawnSync } from "node:child_process";
import { peersPythonOf } from "../peers/setup.mjs";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { VersionProfile } from "#wrapper/wrapper.ts";

export type Environment =
  | { readonly python: string; readonly peers: "current" | "mid-2025" | null }
  /** Why there is none. */
  | { readonly missing: string };

/** The profile's peers, or the environment that a variable such as PHI3_PYTHON_MID_2024 names, if it has the profile's MLflow. */
export function environmentOf(profile: VersionProfile): Environment {
  if (profile !== "mid-2024") return { python: peersPythonOf(profile), peers: profile };
  const variable = `PHI3_PYTHON_${profile.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}`;
  const named = process.env[variable];
  const wanted = PROFILES[profile].packages["mlflow"] ?? "";
  if (named !== undefined && mlflowOf(named) === wanted) return { python: named, peers: null };
  return { missing: `no Python here has MLflow ${wanted}; name one in ${variable}` };
}

function mlflowOf(python: string): string | null {
  const script = "import importlib.metadata as m; print(m.version('mlflow'))";
  const { status, stdout } = spawnSync(python, ["-c", script], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
