/** Known breakages of a wrapper with its versions. */
import { generateCode } from "../generate-code.ts";
import { PythonSource } from "../python-syntax.ts";
import type { WrapperSource } from "../wrapper.ts";
import type { LintFinding } from "./finding.ts";
import { lintGenerateApi } from "./lint-generate-api.ts";
import { lintModelName } from "./lint-model-name.ts";
import { lintNameArgument } from "./lint-name-argument.ts";
import { lintRequirements } from "./lint-requirements.ts";
import { lintTorchvision } from "./lint-torchvision.ts";

const RULES = [lintModelName, lintNameArgument, lintGenerateApi, lintRequirements, lintTorchvision];

/** All findings, by rule; none for invalid Python, which the cell reports elsewhere. */
export function lintWrapper(wrapper: WrapperSource): readonly LintFinding[] {
  const source = new PythonSource(wrapper.editedCode ?? generateCode(wrapper.form));
  if (source.firstErrorLine() !== null) return [];
  return RULES.flatMap((rule) => rule(wrapper, source));
}
