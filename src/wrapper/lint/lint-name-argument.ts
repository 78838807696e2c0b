import { message } from "#base/message.ts";
import { editCode } from "../edit-wrapper.ts";
import type { PythonSource } from "../python-syntax.ts";
import { PROFILES } from "../version-profile.ts";
import type { WrapperSource } from "../wrapper.ts";
import type { LintFinding } from "./finding.ts";

const WHY = {
  name: message`MLflow 3 calls the model's name \`name\`; \`artifact_path\` is deprecated there, and gives a warning.`,
  artifact_path: message`MLflow 2 calls the model's name \`artifact_path\`; \`name\` came with MLflow 3, and log_model raises without it.`,
} as const;

export function lintNameArgument(wrapper: WrapperSource, source: PythonSource): readonly LintFinding[] {
  const wanted = PROFILES[wrapper.form.profile].nameArgument;
  const other = wanted === "name" ? "artifact_path" : "name";
  return source.calls("log_model").flatMap((call): LintFinding[] => {
    const keywords = source.keywordArguments(call);
    const value = keywords.get(other);
    if (value === undefined || keywords.has(wanted)) return [];
    // The keyword stands before "=" and the value.
    const from = source.code.lastIndexOf(other, value.from - 1);
    const { code } = source;
    return [
      {
        rule: "name-argument",
        line: source.line(from),
        message: WHY[wanted],
        fixed: editCode(wrapper, code.slice(0, from) + wanted + code.slice(from + other.length)),
      },
    ];
  });
}
