import { describe, expect, it } from "vitest";
import { defaultWrapper } from "../defaults.ts";
import { editCode } from "../edit-wrapper.ts";
import { generateCode } from "../generate-code.ts";
import type { Wrapper, WrapperSource } from "../wrapper.ts";
import { VERSION_PROFILES, type VersionProfile } from "../version-profile.ts";
import type { LintFinding } from "./finding.ts";
import { lintWrapper } from "./lint-wrapper.ts";

const form = (option: Wrapper["option"], profile: VersionProfile) => defaultWrapper(option, profile);
const source = (wrapper: Wrapper, code: string): WrapperSource => ({ form: wrapper, editedCode: code });
const rules = (findings: readonly LintFinding[]) =>
  findings.map(({ rule, line }) => `${rule} ${line ?? "-"}`);
const codeOf = (wrapper: WrapperSource | null | undefined) =>
  wrapper ? (wrapper.editedCode ?? generateCode(wrapper.form)) : null;

describe("lintWrapper", () => {
  it.each(VERSION_PROFILES)("finds nothing to mend in what comes for %s", (profile) => {
    const both = (["transformers", "pyfunc"] as const).map((option) => form(option, profile));
    const found = both.flatMap((each) => lintWrapper({ form: each, editedCode: null }));
    // The write-up's own list has torch, which its time's profile knows: pinned, as all that it names.
    expect(found).toEqual([]);
  });

  it("mends old generate() calls for a new onnxruntime-genai, to the code that the page makes but for its names", () => {
    const current = form("pyfunc", "current");
    const old = generateCode(form("pyfunc", "mid-2024")).replace("artifact_path=", "name=");
    const [finding, ...more] = lintWrapper(source(current, old));
    expect([finding?.rule, finding?.line, more]).toEqual(["generate-api", 27, []]);
    const mended = codeOf(finding?.fixed);
    expect(mended).toContain(`        input_tokens = self.tokenizer.encode(prompt)

        # Generating the model's response
        generator = og.Generator(self.model, self.params)
        generator.append_tokens(input_tokens)
        while not generator.is_done():
            generator.generate_next_token()
        response = [generator.get_sequence(0)]

        return self.tokenizer.decode(response[0][len(input_tokens) :])
`);
    expect(lintWrapper(source(current, mended ?? ""))).toEqual([]);
  });

  it("mends new calls for an old onnxruntime-genai", () => {
    const old = form("pyfunc", "mid-2024");
    const code = generateCode(form("pyfunc", "mid-2025"));
    const findings = lintWrapper(source(old, code));
    expect(rules(findings)).toEqual(["generate-api 31"]);
    const mended = codeOf(findings[0]?.fixed);
    expect(mended).toContain(`        self.params.input_ids = input_tokens
        response = self.model.generate(self.params)

        return self.tokenizer.decode(response[0][len(input_tokens) :])
`);
    expect(lintWrapper(source(old, mended ?? ""))).toEqual([]);
  });

  it("says what breaks where it cannot mend it", () => {
    const code = `${generateCode(form("pyfunc", "current"))}\nmodel = og.Model("x")\nanswer = model.generate(params)\n`;
    const findings = lintWrapper(source(form("pyfunc", "current"), code));
    expect(findings.map(({ rule, fixed }) => [rule, fixed])).toEqual([["generate-api", null]]);
  });

  it("says nothing of onnxruntime-genai where the class runs on something else", () => {
    const code = `import mlflow
import onnxruntime_genai as og
from transformers import AutoModelForCausalLM


class Mine(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = AutoModelForCausalLM.from_pretrained(context.artifacts["phi3"])

    def predict(self, context, model_input):
        batch = self.tokenizer(model_input)
        batch.input_ids = batch.input_ids[:, :10]
        self.cache.append_tokens(batch)
        return self.model.generate(**batch)


mlflow.pyfunc.log_model(name="m", python_model=Mine(), extra_pip_requirements=["transformers==4.41.2"])
`;
    for (const profile of ["current", "mid-2024"] as const) {
      const findings = lintWrapper(source(form("pyfunc", profile), code));
      expect(findings.map(({ rule }) => rule)).not.toContain("generate-api");
    }
  });

  it.each([
    ["mid-2025", "current", "artifact_path", "name"],
    ["current", "mid-2025", "name", "artifact_path"],
  ] as const)("on code of %s for %s, puts the right name of the name", (from, to, wrong, right) => {
    const wrapper = form("transformers", to);
    const code = generateCode(form("transformers", from));
    const [finding, ...more] = lintWrapper(source(wrapper, code));
    expect([finding?.rule, more]).toEqual(["name-argument", []]);
    expect(finding?.fixed).toEqual(
      editCode(source(wrapper, code), code.replace(`        ${wrong}=`, `        ${right}=`)),
    );
  });

  it("mends a name that MLflow refuses, in the form and in edited code", () => {
    const bad = { ...form("pyfunc", "current"), name: "my model: v1.0/b" };
    const inForm = lintWrapper({ form: bad, editedCode: null });
    expect(inForm.map(({ fixed }) => fixed)).toEqual([
      { form: { ...bad, name: "my model- v1-0-b" }, editedCode: null },
    ]);
    const inCode = lintWrapper(source(bad, `${generateCode(bad)}print()\n`));
    expect(codeOf(inCode[0]?.fixed)).toContain('name="my model- v1-0-b"');
  });

  it("finds requirements without a version, of another version, and missing ones", () => {
    const wrapper = {
      ...form("pyfunc", "current"),
      extraPipRequirements: ["polars", "numpy", "onnxruntime-genai==0.5.2"],
    };
    const findings = lintWrapper({ form: wrapper, editedCode: null });
    expect(rules(findings)).toEqual(["requirement -", "requirement -"]);
    expect(findings.map(({ fixed }) => fixed?.form.extraPipRequirements ?? null)).toEqual([
      null,
      ["polars", "numpy", "onnxruntime-genai==0.18.0"],
    ]);
    const none = lintWrapper({ form: { ...wrapper, extraPipRequirements: [] }, editedCode: null });
    expect(none.map(({ rule, fixed }) => [rule, fixed?.form.extraPipRequirements])).toEqual([
      ["missing-requirement", ["onnxruntime-genai"]],
    ]);
  });

  it("misses no requirement that the whole list of them names", () => {
    const wrapper = { ...form("pyfunc", "current"), extraPipRequirements: [] };
    const given = (list: string) =>
      generateCode(wrapper).replace("        python_model=", `        ${list},\n        python_model=`);
    const missing = (list: string) => rules(lintWrapper(source(wrapper, given(list))));
    expect(missing('pip_requirements=["mlflow", "onnxruntime_genai==0.18.0"]')).toEqual([]);
    expect(missing('pip_requirements=["mlflow"]')).toEqual(["missing-requirement 3"]);
    expect(missing('pip_requirements="requirements.txt"')).toEqual([]);
    expect(missing('conda_env="conda.yaml"')).toEqual([]);
  });

  it("adds torchvision to a whole list of requirements, on transformers 5 alone", () => {
    const code = (profile: VersionProfile) =>
      generateCode(form("transformers", profile)).replace(
        "        task=",
        '        pip_requirements=["mlflow", "torch"],\n        task=',
      );
    const [finding, ...more] = lintWrapper(source(form("transformers", "current"), code("current")));
    expect([finding?.rule, more]).toEqual(["torchvision", []]);
    expect(codeOf(finding?.fixed)).toContain('pip_requirements=["mlflow", "torch", "torchvision==0.29.2"]');
    expect(lintWrapper(source(form("transformers", "mid-2025"), code("mid-2025")))).toEqual([]);
  });
});
