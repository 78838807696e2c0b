/** onnxruntime-genai's API changed with 0.6: from Model.generate(params) to Generator.append_tokens. */
import { message } from "#base/message.ts";
import { editCode } from "../edit-wrapper.ts";
import type { PythonSource } from "../python-syntax.ts";
import { PROFILES } from "../version-profile.ts";
import type { WrapperSource } from "../wrapper.ts";
import type { LintFinding } from "./finding.ts";

/** `self.params.input_ids = TOKENS`; then, perhaps after other lines, `RESPONSE = MODEL.generate(PARAMS)`. */
const INPUT_IDS = /^([ \t]*)([\w.]+)\.input_ids[ \t]*=[ \t]*(.+)$/m;
const GENERATE = /^([ \t]*)(\w+)[ \t]*=[ \t]*([\w.]+)\.generate\(([\w.]+)\)[ \t]*$/m;

/** `GENERATOR = og.Generator(MODEL, PARAMS)`, `.append_tokens(TOKENS)` and the loop, as in today's version of the write-up. */
const GENERATOR_LOOP =
  /^([ \t]*)(\w+)[ \t]*=[ \t]*\w+\.Generator\(([\w.]+),[ \t]*([\w.]+)\)\n[ \t]*\2\.append_tokens\((.+)\)\n[ \t]*while not \2\.is_done\(\):\n[ \t]*\2\.generate_next_token\(\)[ \t]*$/m;

export function lintGenerateApi(wrapper: WrapperSource, source: PythonSource): readonly LintFinding[] {
  if (wrapper.form.option !== "pyfunc") return [];
  const { generateApi, packages } = PROFILES[wrapper.form.profile];
  const version = packages["onnxruntime-genai"] ?? "";
  const { code } = source;
  const at = generateApi === "append_tokens" ? firstOld(source) : firstNew(source);
  if (at === null) return [];
  const fixed = generateApi === "append_tokens" ? toAppendTokens(code) : toInputIds(code);
  const breakage =
    generateApi === "append_tokens"
      ? message`onnxruntime-genai ${version} has no params.input_ids and no model.generate(): they went with 0.6. A Generator takes the tokens with append_tokens().`
      : message`onnxruntime-genai ${version} has no append_tokens(): it came with 0.6. Before it, the tokens are params.input_ids, and model.generate() makes the answer.`;
  return [
    {
      rule: "generate-api",
      line: source.line(at),
      message: breakage,
      fixed: fixed === null ? null : editCode(wrapper, fixed),
    },
  ];
}

/** Where the code sets `params.input_ids` or calls `model.generate(…)` on native's objects: transformers also has a generate(). */
function firstOld(source: PythonSource): number | null {
  const params = madeBy(source, "GeneratorParams");
  const models = madeBy(source, "Model");
  const set = source.find("AssignStatement").flatMap((statement) => {
    const target = statement.firstChild ? source.text(statement.firstChild) : "";
    return target.endsWith(".input_ids") && params.has(target.slice(0, -".input_ids".length))
      ? [statement.from]
      : [];
  });
  return first([...set, ...callsOf(source, models, "generate")]);
}

function firstNew(source: PythonSource): number | null {
  return first(callsOf(source, madeBy(source, "Generator"), "append_tokens"));
}

function first(places: readonly number[]): number | null {
  return places.length === 0 ? null : places.reduce((least, place) => Math.min(least, place));
}

function callsOf(source: PythonSource, receivers: ReadonlySet<string>, method: string): number[] {
  return source.calls(method).flatMap(({ firstChild, from }) => {
    const callee = firstChild ? source.text(firstChild) : "";
    return receivers.has(callee.slice(0, -`.${method}`.length)) ? [from] : [];
  });
}

/** The code's names for objects of that onnxruntime_genai class: `self.model`. */
function madeBy(source: PythonSource, className: string): ReadonlySet<string> {
  const module = /^[ \t]*import[ \t]+onnxruntime_genai(?:[ \t]+as[ \t]+(\w+))?/m.exec(source.code);
  const name =
    module !== null
      ? `${module[1] ?? "onnxruntime_genai"}.${className}`
      : /^[ \t]*from[ \t]+onnxruntime_genai[ \t]+import\b/m.test(source.code)
        ? className
        : null;
  return new Set(
    source.find("AssignStatement").flatMap((statement) => {
      const [target, value] = [statement.firstChild, statement.lastChild];
      const callee =
        value?.name === "CallExpression" && value.firstChild ? source.text(value.firstChild) : null;
      return target && callee !== null && callee === name ? [source.text(target)] : [];
    }),
  );
}

function toAppendTokens(code: string): string | null {
  const input = INPUT_IDS.exec(code);
  const generate = GENERATE.exec(code);
  const genai = /^import onnxruntime_genai(?: as (\w+))?/m.exec(code);
  if (!input || !generate || !genai || generate[4] !== input[2] || generate.index < input.index) return null;
  const [inputLine, inputIndent = "", params = "", tokens = ""] = input;
  const [generateLine, indent = "", response = "", model = ""] = generate;
  const module = genai[1] ?? "onnxruntime_genai";
  const lines = [
    `generator = ${module}.Generator(${model}, ${params})`,
    "generator.append_tokens(input_tokens)",
    "while not generator.is_done():",
    "    generator.generate_next_token()",
    `${response} = [generator.get_sequence(0)]`,
  ].map((line) => indent + line);
  return code
    .replace(inputLine, () => `${inputIndent}input_tokens = ${tokens}`)
    .replace(generateLine, () => lines.join("\n"))
    .replaceAll(`${params}.input_ids`, "input_tokens");
}

function toInputIds(code: string): string | null {
  const loop = GENERATOR_LOOP.exec(code);
  if (!loop) return null;
  const [text, indent = "", generator = "", model = "", params = "", tokens = ""] = loop;
  const lines = [`${params}.input_ids = ${tokens}`, `response = ${model}.generate(${params})`];
  const rest = code.replace(text, () => lines.map((line) => indent + line).join("\n"));
  const mended = rest.replaceAll(`${generator}.get_sequence(0)`, "response[0]");
  return new RegExp(`\\b${generator}\\.`).test(mended) ? null : mended;
}
