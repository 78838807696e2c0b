/** The content of a new wrapper: the write-up's values, on today's libraries. */
import type { PyfuncWrapper, TransformersWrapper, Wrapper, WrapperOption } from "./wrapper.ts";
import { type InputForm, inputFormOf, inputOf } from "./input-form.ts";
import type { PyfuncKind } from "./pyfunc-kinds.ts";
import { PROFILES, type VersionProfile } from "./version-profile.ts";

const DEFAULT_TRANSFORMERS_WRAPPER: TransformersWrapper = {
  option: "transformers",
  profile: "current",
  name: "phi3-mlflow-model",
  task: "llm/v1/chat",
  modelConfig: { maxLength: 300, truncation: true, includePrompt: false },
  extraPipRequirements: [],
};

const DEFAULT_PYFUNC_WRAPPER: PyfuncWrapper = {
  option: "pyfunc",
  profile: "current",
  name: "phi3_mlflow_model",
  className: "Phi3Model",
  searchOptions: { max_length: 300, temperature: 0.2 },
  artifactsKey: "phi3-mini-onnx",
  inputExample: {
    prompt:
      "<|system|>You are a helpful AI assistant.<|end|><|user|>What is the capital of Spain?<|end|><|assistant|>",
  },
  modelFromCode: true,
  extraPipRequirements: ["onnxruntime-genai", "numpy"],
};

export function defaultWrapper(option: WrapperOption, profile: VersionProfile = "current"): Wrapper {
  if (option === "transformers") return { ...DEFAULT_TRANSFORMERS_WRAPPER, profile };
  const { fromCode, requirements } = PROFILES[profile].pyfunc;
  return {
    ...DEFAULT_PYFUNC_WRAPPER,
    profile,
    modelFromCode: fromCode,
    extraPipRequirements: requirements,
  };
}

/** The form as another kind of class. An untouched example becomes the kind's own. */
export function withKind({ kind, ...form }: PyfuncWrapper, to: PyfuncKind): PyfuncWrapper {
  const { prompt } = form.inputExample;
  const [before, after] = [exampleOf({ ...form, ...(kind && { kind }) }), exampleOf({ ...form, kind: to })];
  return {
    ...form,
    ...(to !== "prompt" && { kind: to }),
    inputExample: { prompt: prompt === before ? after : prompt },
  };
}

function exampleOf(form: PyfuncWrapper): string {
  return inputFormOf(form) === "prompt" ? DEFAULT_PYFUNC_WRAPPER.inputExample.prompt : QUESTION;
}

const QUESTION = "What is the capital of Spain?";

/** The write-up's question, as the JSON text of a new inference cell. */
export function firstInput(form: InputForm): string {
  const prompt =
    "<|system|>You are a stand-up comedian.<|end|><|user|>Tell me a joke about atom<|end|><|assistant|>";
  return JSON.stringify(inputOf(form, form === "prompt" ? prompt : QUESTION), null, 2);
}
