import { message } from "#base/message.ts";
import { editForm } from "../edit-form.ts";
import { editCode } from "../edit-wrapper.ts";
import { pythonString } from "../python-literal.ts";
import type { PythonSource } from "../python-syntax.ts";
import { REFUSED_IN_NAME } from "../validate-wrapper.ts";
import type { WrapperSource } from "../wrapper.ts";
import type { LintFinding } from "./finding.ts";

/** MLflow's `_validate_logged_model_name`: log_model raises before it writes anything. */
export function lintModelName(wrapper: WrapperSource, source: PythonSource): readonly LintFinding[] {
  const { form, editedCode } = wrapper;
  if (!REFUSED_IN_NAME.test(form.name)) return [];
  const name = form.name.replaceAll(new RegExp(`${REFUSED_IN_NAME.source}+`, "g"), "-");
  const call = source.calls("log_model").at(-1);
  const keywords = call ? source.keywordArguments(call) : new Map();
  const value = keywords.get("name") ?? keywords.get("artifact_path");
  const edited =
    editedCode !== null && value?.name === "String"
      ? editCode(wrapper, editedCode.slice(0, value.from) + pythonString(name) + editedCode.slice(value.to))
      : null;
  return [
    {
      rule: "model-name",
      line: value ? source.line(value.from) : null,
      message: message`MLflow refuses / : . % " ' in a model's name; found "${form.name}". "${name}" would do.`,
      fixed: editedCode === null ? editForm(wrapper, { ...form, name }) : edited,
    },
  ];
}
