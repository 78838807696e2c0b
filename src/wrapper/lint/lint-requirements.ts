import { own } from "#base/own.ts";
import { message } from "#base/message.ts";
import { editForm } from "../edit-form.ts";
import { editCode } from "../edit-wrapper.ts";
import { pythonLiteral } from "../python-literal.ts";
import type { PythonSource } from "../python-syntax.ts";
import { normalizePackage, PROFILES } from "../version-profile.ts";
import type { WrapperSource } from "../wrapper.ts";
import type { LintFinding } from "./finding.ts";

/** Modules that a wrapper's class can import, and their packages. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  numpy: "numpy",
  onnxruntime_genai: "onnxruntime-genai",
  pandas: "pandas",
  requests: "requests",
  torch: "torch",
  transformers: "transformers",
};

/**
 * Requirements without a version, and missing ones. A package that the profile knows is pinned to its version in the artifact, so it
 * needs none. MLflow infers option 1's requirements, and cloudpickle; it brings pandas and numpy itself.
 */
export function lintRequirements(wrapper: WrapperSource, source: PythonSource): readonly LintFinding[] {
  const { form } = wrapper;
  const { packages } = PROFILES[form.profile];
  const findings: LintFinding[] = [];
  for (const requirement of form.extraPipRequirements) {
    const [name = ""] = /^[\w.-]+/.exec(requirement) ?? [];
    const isBare = requirement.trim() === name;
    const exact = /^[\w.-]+\s*==\s*(\S+)$/.exec(requirement.trim())?.[1];
    const known = own(packages, normalizePackage(name));
    if (isBare && known === undefined && name !== "") {
      findings.push({
        rule: "requirement",
        line: null,
        message: message`"${name}" has no version: an environment made next year may get another one than you tried. Write ${name}==VERSION.`,
        fixed: null,
      });
    } else if (exact !== undefined && known !== undefined && exact !== known && isTheModels(name)) {
      findings.push({
        rule: "requirement",
        line: null,
        message: message`"${requirement}" is not the version that this wrapper is written for: ${known}. The code may not run on it.`,
        fixed: withRequirements(
          wrapper,
          source,
          form.extraPipRequirements.map((each) => (each === requirement ? `${name}==${known}` : each)),
        ),
      });
    }
  }
  if (form.option === "transformers") return findings;
  const whole = wholeList(source);
  if (whole === null) return findings;
  const given = new Set(
    [...form.extraPipRequirements, ...whole].map((each) =>
      normalizePackage(/^[\w.-]+/.exec(each)?.[0] ?? ""),
    ),
  );
  const broughtByMlflow = new Set(["numpy", "pandas", "requests"]);
  for (const [module, line] of importedModules(source)) {
    const name = own(PACKAGE_OF, module);
    if (name === undefined || given.has(name) || broughtByMlflow.has(name)) continue;
    findings.push({
      rule: "missing-requirement",
      line,
      message: message`The code imports ${module}, but the requirements do not name ${name}: where the model is served, its import would fail.`,
      fixed: withRequirements(wrapper, source, [...form.extraPipRequirements, name]),
    });
  }
  return findings;
}

/** The whole list passed to log_model instead of MLflow's own; null if the code has to be run to know. */
function wholeList(source: PythonSource): readonly string[] | null {
  const call = source.calls("log_model").at(-1);
  const named = call ? source.keywordArguments(call) : new Map<string, never>();
  if (named.has("conda_env")) return null;
  const list = named.get("pip_requirements");
  if (!list) return [];
  const value = source.literal(list);
  return Array.isArray(value) && value.every((each) => typeof each === "string") ? value : null;
}

/** The package whose version decides how the code must look. */
function isTheModels(name: string): boolean {
  return ["onnxruntime-genai", "transformers"].includes(normalizePackage(name));
}

/** Top-level names of imports -> the line of the first. */
function importedModules(source: PythonSource): Map<string, number> {
  const found = new Map<string, number>();
  for (const node of source.find("ImportStatement")) {
    const text = source.text(node);
    const from = /^from\s+(\w+)/.exec(text)?.[1];
    const names = from === undefined ? text.replace(/^import\s+/, "").split(",") : [from];
    for (const name of names) {
      const [module = ""] = /\w+/.exec(name) ?? [];
      if (!found.has(module)) found.set(module, source.line(node.from));
    }
  }
  return found;
}

/** Null if the code was edited and its requirements are not a plain list. */
function withRequirements(
  wrapper: WrapperSource,
  source: PythonSource,
  extraPipRequirements: readonly string[],
): WrapperSource | null {
  const { form, editedCode } = wrapper;
  if (editedCode === null) return editForm(wrapper, { ...form, extraPipRequirements });
  const call = source.calls("log_model").at(-1);
  const list = call && source.keywordArguments(call).get("extra_pip_requirements");
  if (!list || list.name !== "ArrayExpression") return null;
  return editCode(
    wrapper,
    editedCode.slice(0, list.from) + pythonLiteral(extraPipRequirements) + editedCode.slice(list.to),
  );
}
