/** Option 1's Python, edited: what the artifact holds and the answer has of it, and what the page says of the rest. */
import { expect, test } from "vitest";
import { parse } from "yaml";
import { english } from "#base/message.ts";
import { mlmodelYaml } from "#mlflow/mlmodel.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import { defaultWrapper } from "./defaults.ts";
import { generateCode } from "./generate-code.ts";
import { readCode } from "./read-code.ts";
import type { TransformersWrapper } from "./wrapper.ts";

const CODE = generateCode(defaultWrapper("transformers"));

function read(code: string) {
  const { form, notes } = readCode(code, defaultWrapper("transformers"));
  return { form: form as TransformersWrapper, notes: notes.map((note) => english(note.message)) };
}

test("model_config's entries are the form's, the artifact's and the code's", () => {
  const edited = CODE.replace(
    '    "truncation": True,\n',
    '    "truncation": True,\n    "max_new_tokens": 64,\n    "do_sample": True,\n    "stop": ["\\n"],\n',
  );
  const { form, notes } = read(edited);
  expect(notes).toEqual([]);
  expect(form.modelConfig).toEqual({
    maxLength: 300,
    truncation: true,
    includePrompt: false,
    more: { max_new_tokens: 64, do_sample: true, stop: ["\n"] },
  });
  const yaml = mlmodelYaml({
    wrapper: form,
    signature: signatureOf(form),
    modelSizeBytes: 0,
    created: new Date(0),
    modelUuid: "0",
    source: {
      option: "transformers",
      architecture: "Phi3ForCausalLM",
      sourceModelName: "phi3",
      dtype: "float16",
    },
  });
  expect(parse(yaml)).toMatchObject({
    flavors: {
      python_function: {
        config: {
          max_length: 300,
          truncation: true,
          include_prompt: false,
          max_new_tokens: 64,
          do_sample: true,
          stop: ["\n"],
        },
      },
    },
  });
  expect(read(generateCode(form))).toEqual({ form, notes: [] });
});

test("an older inference_config is a model_config", () => {
  const { form, notes } = read(
    CODE.replace("model_config=model_config", 'inference_config={"max_length": 40, "top_k": 3}'),
  );
  expect(notes).toEqual([]);
  expect(form.modelConfig).toEqual({
    maxLength: 40,
    truncation: true,
    includePrompt: false,
    more: { top_k: 3 },
  });
});

test.each([
  [
    "beams",
    CODE.replace('    "truncation": True,\n', '    "truncation": True,\n    "num_beams": 4,\n'),
    'model_config has "num_beams", which option 1 cannot do in the page. The artifact holds it; the inference cell refuses to answer without it.',
  ],
  [
    "a dict in it",
    CODE.replace('    "truncation": True,\n', '    "truncation": True,\n    "x": {"y": 1},\n'),
    'model_config has "x" with a value that the page cannot write, so it is left out.',
  ],
  [
    "no model_config",
    CODE.replace("        model_config=model_config,\n", ""),
    "log_model is given no model_config. MLflow's model then answers with 256 new tokens at most; the page and its artifact keep the form's max_length.",
  ],
  [
    "arguments of generate() in the pipeline",
    CODE.replace('    task="text-generation",\n', '    task="text-generation",\n    max_new_tokens=64,\n'),
    "The pipeline is given max_new_tokens. MLflow does not save it with the model, so neither the artifact nor the answer has it. Put it into model_config.",
  ],
  [
    "the weights' type",
    CODE.replace('    task="text-generation",\n', '    task="text-generation",\n    torch_dtype="auto",\n'),
    "The pipeline is given torch_dtype. MLflow would save the weights in that type; the page packs them as they are in the model's files.",
  ],
])("%s: the cell says what becomes of it", (_name, code, note) => {
  expect(code).not.toBe(CODE);
  expect(read(code).notes).toEqual([note]);
});
