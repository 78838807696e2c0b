import { expect, test } from "vitest";
import { defaultWrapper } from "./defaults.ts";
import { generateCode } from "./generate-code.ts";
import { definesGeneratedClass } from "./generated-class.ts";
import { readCode } from "./read-code.ts";
import type { VersionProfile } from "./version-profile.ts";
import type { PyfuncWrapper } from "./wrapper.ts";

function isGenerated(change: (code: string) => string, profile: VersionProfile = "current"): boolean {
  const form = defaultWrapper("pyfunc", profile);
  const code = change(generateCode(form));
  return definesGeneratedClass(code, readCode(code, form).form as PyfuncWrapper);
}

test.each(["current", "mid-2025", "mid-2024"] as const)("the form's own code defines it (%s)", (profile) => {
  expect(isGenerated((code) => code, profile)).toBe(true);
});

test.each<[string, (code: string) => string]>([
  ["comments and spacing", (code) => `# mine\n${code.replaceAll("        #", "        # so:")}\n\n`],
  ["a search option", (code) => code.replace(/"max_length": \d+/, '"max_length": 7')],
  ["the class's name", (code) => code.replaceAll("Phi3Model", "Other")],
  ["what log_model is given", (code) => code.replace("        input_example=input_example,\n", "")],
  ["the example", (code) => code.replace(/input_example = \{[^}]*\}/, 'input_example = {"prompt": "Hi"}')],
  [
    "a line that models from code end with",
    (code) => `${code}\nfrom mlflow.models import set_model\nset_model(Phi3Model())\n`,
  ],
])("it stays the same with another %s", (_what, change) => {
  expect(isGenerated(change)).toBe(true);
});

test.each<[string, (code: string) => string]>([
  ["a prefix", (code) => code.replace("return self", 'return "A: " + self')],
  ["an option in another place", (code) => code.replace("(**model_options)", "(max_length=5)")],
  [
    "another import under its name",
    (code) => code.replace("import onnxruntime_genai as og", "import other as og"),
  ],
  ["an import beside", (code) => `import os\n${code}`],
  ["a function beside", (code) => code.replace("class ", "def f():\n    pass\n\nclass ")],
  ["another class after it", (code) => `${code}\nclass B(Phi3Model):\n    pass\n`],
  ["a decorator", (code) => code.replace("class ", "@f\nclass ")],
  ["a text with other spaces", (code) => code.replace('["prompt"]', '["prompt "]')],
  [
    "the same tokens, otherwise indented",
    (code) =>
      code.replace(
        "            generator.generate_next_token()",
        "            generator.generate_next_token()\n            x = 1",
      ),
  ],
  ["a change of the class from without", (code) => `${code}\nPhi3Model.predict = print\n`],
])("it is another with %s", (_what, change) => {
  expect(isGenerated(change)).toBe(false);
});

test("with params, the options above the class are part of it", () => {
  const form = { ...(defaultWrapper("pyfunc") as PyfuncWrapper), kind: "params" as const };
  const code = generateCode(form);
  const read = readCode(code, form).form as PyfuncWrapper;
  expect([
    definesGeneratedClass(`# mine\n${code}`, read),
    definesGeneratedClass(`${code}\nmodel_options = {}\n`, read),
  ]).toEqual([true, false]);
});

test("a block's end counts", () => {
  const form = defaultWrapper("pyfunc") as PyfuncWrapper;
  const code = generateCode(form).replace("\n        return self", "\n            return self");
  expect(definesGeneratedClass(code, form)).toBe(false);
});
