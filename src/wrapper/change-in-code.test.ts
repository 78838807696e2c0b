import { describe, expect, it } from "vitest";
import { defaultWrapper } from "./defaults.ts";
import { discardEdits } from "./edit-form.ts";
import { changeForm, editCode } from "./edit-wrapper.ts";
import { generateCode } from "./generate-code.ts";
import type { PyfuncWrapper, TransformersWrapper, Wrapper, WrapperSource } from "./wrapper.ts";

const pyfunc = defaultWrapper("pyfunc") as PyfuncWrapper;
const transformers = defaultWrapper("transformers") as TransformersWrapper;
const commit = "0123456789".repeat(4);

/** The form's own code with lines of a person before, in and after it. */
function withOwnLines(form: Wrapper): string {
  const code = generateCode(form).replace("with mlflow", "mlflow.set_experiment('mine')\nwith mlflow");
  return `# Mine\n${code}print("logged")\n`;
}

/** What the form makes of code, and code of a change in the form. */
function changed<Form extends Wrapper>(code: string, form: Form, change: Partial<Form>): string | null {
  const source = editCode({ form, editedCode: null }, code);
  const next = { ...source.form, ...change } as Wrapper;
  return changeForm(source, next)?.editedCode ?? null;
}

describe("a change in the form of edited code", () => {
  const pyfuncChanges: [string, Partial<PyfuncWrapper>][] = [
    ["name", { name: 'other "name"' }],
    ["className", { className: "Answerer" }],
    ["a search option's value", { searchOptions: { max_length: 300, temperature: 0.7 } }],
    ["another search option", { searchOptions: { max_length: 300, temperature: 0.2, do_sample: true } }],
    ["one search option less", { searchOptions: { temperature: 0.2 } }],
    ["artifactsKey", { artifactsKey: "onnx" }],
    ["prompt", { inputExample: { prompt: "é\n" } }],
    ["one requirement more", { extraPipRequirements: ["onnxruntime-genai", "numpy", "torch"] }],
    ["a requirement's version", { extraPipRequirements: ["onnxruntime-genai", "numpy==2"] }],
    ["no requirements", { extraPipRequirements: [] }],
  ];
  it.each(pyfuncChanges)("of option 2 (%s) leaves the person's lines as they are", (_name, change) => {
    expect(changed(withOwnLines(pyfunc), pyfunc, change)).toBe(withOwnLines({ ...pyfunc, ...change }));
  });

  const transformersChanges: [string, Partial<TransformersWrapper>][] = [
    ["max_length", { modelConfig: { ...transformers.modelConfig, maxLength: 64 } }],
    ["truncation", { modelConfig: { ...transformers.modelConfig, truncation: false } }],
    ["requirements where there were none", { extraPipRequirements: ["accelerate"] }],
  ];
  it.each(transformersChanges)("of option 1 (%s) leaves them too", (_name, change) => {
    expect(changed(withOwnLines(transformers), transformers, change)).toBe(
      withOwnLines({ ...transformers, ...change }),
    );
  });

  it("puts a reference into the pipeline and into log_model, and takes it out again", () => {
    const code = withOwnLines(transformers);
    const source = editCode({ form: transformers, editedCode: null }, code);
    const steps = [
      { repository: "", commit: "" },
      { repository: "me/phi", commit: "" },
      { repository: "me/phi", commit },
    ];
    const last = steps.reduce<WrapperSource>(
      (now, reference) => changeForm(now, { ...now.form, reference } as Wrapper) ?? now,
      source,
    );
    expect(last.form).toEqual({ ...transformers, reference: { repository: "me/phi", commit } });
    expect(last.editedCode).toContain(`    model="me/phi",\n    revision="${commit}",\n)`);
    expect(last.editedCode).toContain('        task="llm/v1/chat",\n        save_pretrained=False,\n    )');
    expect(changeForm(last, transformers)?.editedCode).toBe(
      code.replace("microsoft/Phi-3-mini-4k-instruct", "me/phi"),
    );
  });

  it("goes to what a variable holds, and keeps comments", () => {
    const code = generateCode(pyfunc)
      .replace('"max_length": 300,', '"max_length": 300,  # enough')
      .replace("        model_options = {", "        self.o = {")
      .replace("**model_options", "**self.o")
      .replace('name="phi3_mlflow_model"', "name=NAME")
      .replace("\n\nclass", '\n\nNAME = "phi3_mlflow_model"\nclass');
    expect(changed(code, pyfunc, { name: "b", searchOptions: { max_length: 5, temperature: 0.2 } })).toBe(
      code
        .replace('"max_length": 300,', '"max_length": 5,')
        .replace('NAME = "phi3_mlflow_model"', 'NAME = "b"'),
    );
  });

  it.each([
    ["f(max_length=300)", "f(max_length=300, top_k=5)"],
    [
      "f(\n            max_length=300\n        )",
      "f(\n            max_length=300,\n            top_k=5\n        )",
    ],
    ["f(**{})", 'f(**{\n            "top_k": 5,\n        })'],
    ['f(**{"max_length": 300})', 'f(**{"max_length": 300, "top_k": 5})'],
    ["f()", "f(top_k=5)"],
  ])("adds a search option to set_search_options as %s", (before, after) => {
    const set = (call: string) =>
      generateCode(pyfunc).replace(
        "set_search_options(**model_options)",
        call.replace("f(", "set_search_options("),
      );
    const source = editCode({ form: pyfunc, editedCode: null }, set(before));
    const { searchOptions } = source.form as PyfuncWrapper;
    const next = { ...source.form, searchOptions: { ...searchOptions, top_k: 5 } } as Wrapper;
    expect(changeForm(source, next)).toEqual({
      form: next,
      editedCode: set(after),
      formBeforeEdits: { ...pyfunc, searchOptions: (next as PyfuncWrapper).searchOptions },
    });
  });

  it("has no place in code that says it otherwise, in no Python, and for another profile or option", () => {
    const computed = generateCode(pyfunc).replace("**model_options", "**options()");
    expect([
      changed(computed, pyfunc, { searchOptions: {} }),
      changed("import", pyfunc, { name: "b" }),
      changed("print()", pyfunc, { inputExample: { prompt: "b" } }),
      changed(withOwnLines(pyfunc), pyfunc, { profile: "mid-2024" }),
      changed(withOwnLines(pyfunc), pyfunc, transformers as never),
    ]).toEqual([null, null, null, null, null]);
  });

  it("that makes the code the form's own again is no edit any more", () => {
    const code = generateCode({ ...pyfunc, name: "b" }).replace('"b"', "'b'");
    const source = editCode({ form: pyfunc, editedCode: null }, code);
    expect(changeForm(source, { ...pyfunc, name: "c" })).toEqual({
      form: { ...pyfunc, name: "c" },
      editedCode: null,
    });
  });
});

describe("discarding edits", () => {
  it.each([
    ["that emptied the code", ""],
    ["that broke it", "class :"],
    [
      "that left the search options and the requirements out",
      "import mlflow\nclass A(PythonModel):\n    pass\n",
    ],
  ])("%s gives the form's values and its code back", (_name, code) => {
    const typed = editCode(editCode({ form: pyfunc, editedCode: null }, "print()"), code);
    expect(discardEdits(typed)).toEqual({ form: pyfunc, editedCode: null });
  });

  it("keeps what was changed in the form meanwhile", () => {
    const reference = { repository: "", commit: "" };
    const before: Wrapper = { ...transformers, reference };
    const source = editCode(
      { form: before, editedCode: null },
      `# Mine\n${withOwnLines({ ...before, name: "b" })}`,
    );
    const once = changeForm(source, { ...source.form, extraPipRequirements: ["a==1"] });
    const twice = once && changeForm(once, { ...transformers, name: "b", extraPipRequirements: ["a==1"] });
    expect(twice && discardEdits(twice)).toEqual({
      form: { ...transformers, extraPipRequirements: ["a==1"] },
      editedCode: null,
    });
  });

  it("leaves the form of a model that came with its code", () => {
    expect(discardEdits({ form: pyfunc, editedCode: "print()" })).toEqual({ form: pyfunc, editedCode: null });
  });
});
