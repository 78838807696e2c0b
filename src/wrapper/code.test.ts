import { describe, expect, it } from "vitest";
import { message } from "#base/message.ts";
import { classModule, modelCode, moduleName } from "./class-module.ts";
import { defaultWrapper, withKind } from "./defaults.ts";
import { editForm } from "./edit-form.ts";
import { changeForm, editCode } from "./edit-wrapper.ts";
import { generateCode } from "./generate-code.ts";
import { readCode } from "./read-code.ts";
import { wrapperProblems } from "./validate-wrapper.ts";
import type { PyfuncWrapper, TransformersWrapper, Wrapper } from "./wrapper.ts";
import { wrapperOutput } from "./wrapper-output.ts";

const pyfunc = defaultWrapper("pyfunc") as PyfuncWrapper;
const transformers = defaultWrapper("transformers") as TransformersWrapper;

const forms: [string, Wrapper][] = [
  ["option 1 as it comes", transformers],
  ["option 1 of mid-2024", defaultWrapper("transformers", "mid-2024")],
  ["option 1 of mid-2025", defaultWrapper("transformers", "mid-2025")],
  ["option 2 as it comes", pyfunc],
  ["option 2 of mid-2025", defaultWrapper("pyfunc", "mid-2025")],
  ["option 2 of mid-2024", defaultWrapper("pyfunc", "mid-2024")],
  [
    "option 1 with everything changed",
    {
      ...transformers,
      name: "my-model",
      modelConfig: { maxLength: 7, truncation: false, includePrompt: true },
      extraPipRequirements: ["torch==2.15.0", "accelerate"],
    },
  ],
  [
    "option 2 with everything changed",
    {
      ...pyfunc,
      name: "other",
      className: "Answerer",
      searchOptions: { do_sample: true, top_p: 0.5, random_seed: -1, max_length: 12 },
      artifactsKey: "onnx",
      inputExample: { prompt: 'quotes " and \\ and\nnewlines, é and 😀' },
      extraPipRequirements: [],
    },
  ],
  [
    "option 1 by reference to the bundle's own repository",
    { ...transformers, reference: { repository: "", commit: "" } },
  ],
  [
    "option 1 by reference",
    { ...transformers, reference: { repository: "me/phi", commit: "0123456789".repeat(4) } },
  ],
  [
    "option 2 with params, a whole float among them",
    { ...pyfunc, kind: "params", searchOptions: { max_length: 7, temperature: 1 } },
  ],
  [
    "option 2 with params of mid-2024",
    { ...(defaultWrapper("pyfunc", "mid-2024") as PyfuncWrapper), kind: "params" },
  ],
  ["option 2 as ChatModel", withKind(pyfunc, "chat")],
  [
    "option 2 as ChatModel of mid-2025",
    withKind(defaultWrapper("pyfunc", "mid-2025") as PyfuncWrapper, "chat"),
  ],
  ["option 2 as ResponsesAgent", { ...withKind(pyfunc, "responses"), inputExample: { prompt: "Hi" } }],
  ["option 2 without search options", { ...pyfunc, searchOptions: {} }],
];

describe("code and form", () => {
  it.each(forms)("read back from the code, %s is the same", (_name, form) => {
    // What the code does not say comes from the form before, so that this one is of other values.
    const before =
      form.option === "pyfunc"
        ? { ...(defaultWrapper("pyfunc", form.profile) as PyfuncWrapper), className: "Before" }
        : { ...transformers, profile: form.profile };
    expect(readCode(generateCode(form), before)).toEqual({ form, notes: [] });
  });

  it("follows a hand edit into the form", () => {
    const source = { form: pyfunc, editedCode: null };
    const code = generateCode(pyfunc).replace('"temperature": 0.2', '"temperature": 0.7');
    expect(editCode(source, code)).toEqual({
      form: { ...pyfunc, searchOptions: { max_length: 300, temperature: 0.7 } },
      editedCode: null,
    });
  });

  it("keeps code that says more than the form can", () => {
    const code = `${generateCode(pyfunc)}\nprint("logged")\n`;
    expect(editCode({ form: pyfunc, editedCode: null }, code)).toEqual({
      form: pyfunc,
      editedCode: code,
      formBeforeEdits: pyfunc,
    });
  });

  it.each([
    ["of nothing", ""],
    ["that is no Python", "class :"],
    ["that logs nothing", "import mlflow\n"],
  ])("keeps every value over code %s", (_name, code) => {
    const form: PyfuncWrapper = { ...pyfunc, searchOptions: { top_k: 7 }, extraPipRequirements: ["a==1"] };
    expect(readCode(code, form).form).toEqual(form);
    const reference = { repository: "me/phi", commit: "0123456789".repeat(4) };
    const other = { ...transformers, reference, extraPipRequirements: ["a==1"] };
    expect(readCode(code, other).form).toEqual(other);
  });

  it("says what it cannot follow", () => {
    const code = generateCode(pyfunc).replace("**model_options", "**options_from_somewhere()");
    expect(readCode(code, pyfunc)).toEqual({
      form: pyfunc,
      notes: [
        {
          line: 19,
          message: message`The page cannot read ${message`the search options`} without running the code, so the form keeps what it had.`,
        },
      ],
    });
  });

  it("says what log_model is given beside, and which class it is given", () => {
    const more = generateCode(pyfunc)
      .replace("mlflow.pyfunc.PythonModel", "mlflow.pyfunc.ChatAgent")
      .replace(
        "        python_model=",
        '        metadata={"a": 1},\n        registered_model_name="r",\n        python_model=',
      );
    const { form, notes } = readCode(more.replaceAll("Phi3Model", "Mine"), pyfunc);
    expect(form).toMatchObject({ className: "Mine" });
    expect(notes.map((note) => note.message)).toEqual([
      message`${"Mine"} does not derive from mlflow.pyfunc.PythonModel, as the classes do that run here.`,
      message`log_model is given ${"metadata, registered_model_name"}, which the form does not show and the page does not use.`,
    ]);
  });

  it("reads what log_model gets beyond option 1's form, for the artifact", () => {
    const given = `        prompt_template="Q: {prompt} A: ",
        input_example={"messages": [{"role": "user", "content": "Hi"}]},
        metadata={"owner": "me", "at": 2},
        pip_requirements=["transformers==5.23.0", "torch"],
        task=`;
    const { form, notes } = readCode(
      generateCode(transformers).replace("        task=", given),
      transformers,
    );
    expect(notes).toEqual([]);
    expect(form).toEqual({
      ...transformers,
      logged: {
        inputExample: {
          kind: "value",
          data: '{"messages": [{"role": "user", "content": "Hi"}]}',
          params: null,
        },
        metadata: '{"owner": "me", "at": 2}',
        promptTemplate: "Q: {prompt} A: ",
        pipRequirements: ["transformers==5.23.0", "torch"],
      },
    });
    expect(readCode(generateCode(transformers), form).form).toEqual(transformers);
  });

  it("makes the code anew when the form changes", () => {
    const form = { ...pyfunc, name: "renamed" };
    expect(editForm({ form: pyfunc, editedCode: "print()" }, form)).toEqual({ form, editedCode: null });
  });

  it("names the line that is no Python", () => {
    expect(() => wrapperOutput({ form: pyfunc, editedCode: "import mlflow\nclass :\n" })).toThrow(
      "Line 2 of the code is not valid Python.",
    );
  });
});

describe("the kind with params", () => {
  const form: PyfuncWrapper = { ...pyfunc, kind: "params" };

  it("puts a changed option into edited code as a value of its type", () => {
    const editedCode = generateCode(form).replace("import mlflow\n", "# mine\nimport mlflow\n");
    const changed = changeForm(
      { form, editedCode },
      { ...form, searchOptions: { ...form.searchOptions, temperature: 1 } },
    );
    expect(changed?.editedCode).toBe(editedCode.replace('"temperature": 0.2', '"temperature": 1.0'));
  });

  it("is another class than the one without, so that edited code is made anew", () => {
    const editedCode = `${generateCode(pyfunc)}\nprint("mine")\n`;
    expect(changeForm({ form: pyfunc, editedCode }, form)).toBe(null);
  });

  it("needs an option", () => {
    expect(wrapperProblems({ ...form, searchOptions: {} }).map(({ field }) => field)).toEqual(["kind"]);
  });
});

describe("classModule", () => {
  it("keeps imports and the class, and leaves the logging out", () => {
    const module = classModule(generateCode(pyfunc), "Phi3Model");
    expect(module).toMatch(
      /^import mlflow\nimport onnxruntime_genai as og\nfrom mlflow\.models import infer_signature\n\n\nclass Phi3Model\(mlflow\.pyfunc\.PythonModel\):\n/,
    );
    expect(module).not.toContain("log_model");
    expect(module).not.toContain("input_example");
  });

  it("keeps what stands before the class and what it calls", () => {
    const code = "LIMIT = 3\n\nclass A(PythonModel):\n    pass\n\ndef helper():\n    return LIMIT\n\nB = 4\n";
    expect(classModule(code, "A")).toBe(
      "LIMIT = 3\n\n\nclass A(PythonModel):\n    pass\n\n\ndef helper():\n    return LIMIT\n",
    );
  });

  it("keeps statements of all kinds before the class, and after it those that set what the module reads", () => {
    const before = `import mlflow
try:
    import onnxruntime_genai as og
except ImportError:
    og = None
LIMITS = {}
for name in ("a", "b"):
    LIMITS[name] = 3
logger.setLevel("INFO")
`;
    const classes = `

class A(PythonModel):
    def predict(self, context, model_input):
        prompt = PREFIX + model_input
        return helper(prompt)


def helper(text):
    return text + SUFFIX
`;
    const after = `PREFIX = MARK * 2
MARK = "!"
SUFFIX = "?"
A.limit = 3
`;
    const tracking =
      'print(LIMITS)\nmlflow.set_experiment("phi3")\nrun = mlflow.start_run()\nrun_id = run.info.run_id\n';
    const trial = `prompt = "Hi"
for prompt in ("a", "b"):
    print(A().predict(None, prompt))
model_info = mlflow.pyfunc.log_model(name="a", python_model=A())
SUFFIX += model_info.model_uri
`;
    const code = [before, tracking, classes, "\n\n", after, trial].join("");
    expect(classModule(code, "A")).toBe(before + classes + after);
  });

  it("ends with the model that MLflow is to take, for models from code", () => {
    const code = "from mlflow.pyfunc import PythonModel\n\nclass A(PythonModel):\n    pass\n\nprint(A())\n";
    expect(modelCode(code, "A")).toBe(
      "from mlflow.pyfunc import PythonModel\n\n\nclass A(PythonModel):\n    pass\n\n\n" +
        "from mlflow.models import set_model\n\nset_model(A())\n",
    );
  });

  it("says that the class is missing", () => {
    expect(() => classModule("import os\n", "Phi3Model")).toThrow(
      "The code should define the class Phi3Model",
    );
  });

  it("is named as Python names modules", () => {
    expect(["Phi3Model", "A", "MyOnnxThing"].map(moduleName)).toEqual(["phi3_model", "a", "my_onnx_thing"]);
  });
});

describe("wrapperProblems", () => {
  it("finds none in what comes", () => {
    expect(forms.map(([, form]) => wrapperProblems(form))).toEqual(forms.map(() => []));
  });

  it("finds each wrong field", () => {
    const wrong: PyfuncWrapper = {
      ...pyfunc,
      name: "a/b",
      className: "class",
      artifactsKey: "",
      searchOptions: { max_length: 1.5, temprature: 1, do_sample: 1 },
      inputExample: { prompt: "" },
      extraPipRequirements: ["numpy ==", "ok==1.0"],
    };
    expect(wrapperProblems(wrong).map((problem) => problem.field)).toEqual([
      "name",
      "requirements",
      "className",
      "artifactsKey",
      "prompt",
      "option:max_length",
      "option:temprature",
      "option:do_sample",
    ]);
  });

  it("takes a repository at a whole commit, and neither alone", () => {
    const fields = (repository: string, commit: string) =>
      wrapperProblems({ ...transformers, reference: { repository, commit } }).map(({ field }) => field);
    const commit = "0123456789".repeat(4);
    expect([
      fields("microsoft/Phi-3-mini-4k-instruct", commit),
      fields("", commit),
      fields("me/phi", ""),
      fields("phi", "main"),
      fields("https://huggingface.co/me/phi", commit),
      fields("me/a--b", commit),
    ]).toEqual([[], ["repository"], ["commit"], ["repository", "commit"], ["repository"], ["repository"]]);
  });
});

it("a search option that every object has as a member is unknown, and is kept as it was typed", () => {
  const form = {
    ...defaultWrapper("pyfunc"),
    searchOptions: JSON.parse('{"constructor": 1, "__proto__": 2}') as Record<string, number>,
  };
  expect(wrapperProblems(form).map(({ field }) => field)).toEqual(["option:constructor", "option:__proto__"]);
});

it("does not follow code that is longer than any wrapper, and keeps it as it is", () => {
  const before = defaultWrapper("pyfunc");
  const { form, notes } = readCode("@".repeat(400_000), before);
  expect(form).toBe(before);
  expect(notes).toMatchObject([
    {
      message: {
        template: "The code has {0} characters, and the page follows up to {1}: the form stays as it was.",
      },
    },
  ]);
});

it("no search options are an empty dict on one line", () => {
  expect(generateCode({ ...pyfunc, searchOptions: {} })).toContain("        model_options = {}\n");
});

it.each([0, -1, 1.5])("a max_length of %d is refused", (maxLength) => {
  const wrapper = { ...transformers, modelConfig: { ...transformers.modelConfig, maxLength } };
  expect(wrapperProblems(wrapper).map(({ field }) => field)).toEqual(["maxLength"]);
});
