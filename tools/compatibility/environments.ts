/** Which Python stands for a version profile here. */
import { spawnSync } from "node:child_process";
import { peersPython } from "../peers/setup.mjs";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { VersionProfile } from "#wrapper/wrapper.ts";

export type Environment =
  | { readonly python: string; readonly isPeers: boolean }
  /** Why there is none. */
  | { readonly missing: string };

/**
 * The peers' environment, or the one that a variable such as PHI3_PYTHON_MID_2024 names: whichever has the profile's version
 * of MLflow.
 */
export function environmentOf(profile: VersionProfile): Environment {
  const variable = `PHI3_PYTHON_${profile.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}`;
  const named = process.env[variable];
  const peers = peersPython();
  const wanted = PROFILES[profile].packages["mlflow"] ?? "";
  const python = [named, peers].find((each) => each !== undefined && mlflowOf(each) === wanted);
  if (python !== undefined) return { python, isPeers: python === peers };
  return { missing: `not tried: no Python here has MLflow ${wanted}; name one in ${variable}` };
}

function mlflowOf(python: string): string | null {
  const script = "import importlib.metadata as m; print(m.version('mlflow'))";
  const { status, stdout } = spawnSync(python, ["-c", script], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
