import type { WrapperOption } from "./wrapper.ts";

/** Arguments that the form does not hold; the artifact has them from the code. */
export const argumentsOfCode: Readonly<Record<WrapperOption, readonly string[]>> = {
  transformers: ["input_example", "metadata", "pip_requirements", "prompt_template"],
  pyfunc: [],
};

/** The arguments of log_model that the form shows, or that the page sets itself. */
export const logModelArguments: Readonly<Record<WrapperOption, readonly string[]>> = {
  transformers: [
    "transformers_model",
    "name",
    "artifact_path",
    "model_config",
    "inference_config",
    "task",
    "save_pretrained",
    "extra_pip_requirements",
  ],
  pyfunc: [
    "name",
    "artifact_path",
    "python_model",
    "artifacts",
    "input_example",
    "signature",
    "extra_pip_requirements",
  ],
};
