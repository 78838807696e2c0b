import { expect, test } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { readCode } from "#wrapper/read-code.ts";
import type { CodedModel, PyfuncWrapper } from "#wrapper/wrapper.ts";
import { codedModel, readLoggedFacts } from "./coded-model.ts";

/** What is read from the form's code after a change; "run" if it has to be run. */
function read(...changes: readonly (readonly [string, string])[]): CodedModel | null | "run" {
  const form = defaultWrapper("pyfunc") as PyfuncWrapper;
  let code = generateCode(form);
  for (const [from, to] of changes) {
    expect(code).toContain(from);
    code = code.replaceAll(from, to);
  }
  const followed = readCode(code, form).form as PyfuncWrapper;
  const facts = readLoggedFacts(code, followed);
  return facts === null ? "run" : codedModel(code, followed, facts);
}

const SIGNATURE = 'infer_signature(input_example, ["Run"])';
const RETURN = "return self";
const PROMPT = '[{"type": "string", "name": "prompt", "required": true}]';
const TEXT = '[{"type": "string", "required": true}]';

test("the form's own code says nothing beyond the form, with other comments and options neither", () => {
  expect(read()).toBe(null);
  expect(read(["        # Defining", "        # My"], ['"max_length": ', '"max_length": 1'])).toBe(null);
});

test("an edited class runs itself, with the signature that the code gives", () => {
  expect(read([RETURN, 'return "A: " + self'])).toMatchObject({
    isGenerated: false,
    object: "Phi3Model()",
    signature: { inputs: PROMPT, outputs: TEXT, params: null },
    modelConfig: null,
  });
});

test("so does the form's class with another signature, or made otherwise", () => {
  const columns = `infer_signature({"prompt": "a", "n": 1}, model_output=["Run"], params={"stop": ["."]})`;
  expect(read([SIGNATURE, columns])).toMatchObject({
    isGenerated: false,
    signature: {
      inputs: `${PROMPT.slice(0, -1)}, {"type": "long", "name": "n", "required": true}]`,
      outputs: TEXT,
      params: '[{"name": "stop", "default": ["."], "shape": [-1], "type": "string"}]',
    },
  });
  expect(read(["python_model=Phi3Model()", 'python_model=Phi3Model("P")'])).toMatchObject({
    isGenerated: false,
    object: 'Phi3Model("P")',
  });
});

test("the page answers for the form's class where only the example or the config is another", () => {
  expect(read(["        input_example=input_example,\n", ""])).toMatchObject({
    isGenerated: true,
    inputExample: null,
  });
  expect(read(["        input_example=input_example,\n", '        model_config={"a": 1},\n'])).toMatchObject({
    isGenerated: true,
    modelConfig: '{"a": 1}',
  });
});

test.each<[string, readonly [string, string]]>([
  ["a signature of a function", [SIGNATURE, "my_signature()"]],
  ["a float, which may be whole", [SIGNATURE, 'infer_signature({"x": 1.0}, ["Run"])']],
  ["a tuple", [SIGNATURE, 'infer_signature(("a", "b"), ["Run"])']],
  ["a name inside of a value", [SIGNATURE, 'infer_signature({"prompt": PROMPT}, ["Run"])']],
  ["an example that is changed", ["with mlflow", 'input_example["n"] = 1\nwith mlflow']],
  ["an example and no signature", [`        signature=${SIGNATURE},\n`, ""]],
  ["type hints of predict", ["model_input, params=None", "model_input: list[str], params=None"]],
  [
    "an infer_signature of one's own",
    ["class Phi3Model", "def infer_signature(*a):\n    pass\n\nclass Phi3Model"],
  ],
])("%s has to be run", (_what, change) => {
  expect(read(change)).toBe("run");
});
