import { message } from "#base/message.ts";
import { editCode } from "../edit-wrapper.ts";
import { pythonLiteral } from "../python-literal.ts";
import type { PythonSource } from "../python-syntax.ts";
import { normalizePackage, PROFILES } from "../version-profile.ts";
import type { WrapperSource } from "../wrapper.ts";
import type { LintFinding } from "./finding.ts";

/**
 * With transformers 5, mlflow.transformers does not load without torchvision (MLflow 3.17.2 with transformers 5.23). MLflow adds it by
 * itself, unless the code passes the whole list as pip_requirements.
 */
export function lintTorchvision(wrapper: WrapperSource, source: PythonSource): readonly LintFinding[] {
  const { transformers = "" } = PROFILES[wrapper.form.profile].packages;
  if (wrapper.form.option !== "transformers" || Number.parseInt(transformers) < 5) return [];
  const call = source.calls("log_model").at(-1);
  const list = call && source.keywordArguments(call).get("pip_requirements");
  const given = source.literal(list);
  if (!list || !Array.isArray(given)) return [];
  const names = given.map((each) => normalizePackage(/^[\w.-]+/.exec(String(each))?.[0] ?? ""));
  if (names.includes("torchvision")) return [];
  const { code } = source;
  const version = PROFILES[wrapper.form.profile].packages["torchvision"];
  const mended = pythonLiteral([...given, `torchvision==${version}`]);
  return [
    {
      rule: "torchvision",
      line: source.line(list.from),
      message: message`mlflow.transformers needs torchvision with transformers ${transformers}, and pip_requirements does not name it: the model would not load.`,
      fixed:
        list.name === "ArrayExpression"
          ? editCode(wrapper, code.slice(0, list.from) + mended + code.slice(list.to))
          : null,
    },
  ];
}
