/** requirements.txt, conda.yaml and python_env.yaml, as MLflow writes them (mlflow/utils/environment.py). */
import { stringify } from "yaml";
import { normalizePackage, pinRequirement, PROFILES } from "#wrapper/version-profile.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";

/** mlflow first, then the inferred and the extra packages, sorted, each once, pinned if the profile knows the version. */
function requirements(wrapper: Wrapper): string[] {
  const { profile } = wrapper;
  const given = (wrapper.option === "pyfunc" ? wrapper.coded?.logged : wrapper.logged)?.pipRequirements;
  if (given) return withMlflow(given, profile);
  const byName = new Map<string, string>();
  for (const name of PROFILES[profile].imported[wrapper.option])
    byName.set(name, pinRequirement(name, profile));
  for (const extra of wrapper.extraPipRequirements) {
    const name = normalizePackage(/^[\w.-]+/.exec(extra.trim())?.[0] ?? extra);
    byName.set(name, pinRequirement(extra, profile));
  }
  byName.delete("mlflow");
  const others = [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, requirement]) => requirement);
  return [pinRequirement("mlflow", profile), ...others];
}

/** log_model's pip_requirements stand as they are. */
function withMlflow(given: readonly string[], profile: Wrapper["profile"]): string[] {
  const isMlflow = (requirement: string) => /^mlflow(-skinny)?(?![\w.-])/i.test(requirement.trim());
  return given.some(isMlflow) ? [...given] : [pinRequirement("mlflow", profile), ...given];
}

/** MLflow writes no newline at the end. */
export function requirementsTxt(wrapper: Wrapper): string {
  return requirements(wrapper).join("\n");
}

export function condaYaml(wrapper: Wrapper): string {
  const dependencies = [`python=${PROFILES[wrapper.profile].python}`, "pip", { pip: requirements(wrapper) }];
  return stringify({ channels: ["conda-forge"], dependencies, name: "mlflow-env" }, { indentSeq: false });
}

export function pythonEnvYaml(wrapper: Wrapper): string {
  return stringify(
    {
      python: PROFILES[wrapper.profile].python,
      build_dependencies: ["pip", "setuptools", "wheel"],
      dependencies: ["-r requirements.txt"],
    },
    { indentSeq: false },
  );
}
