/** The Python of a wrapper cell: what a person would write in Jupyter, complete and in the write-up's order. */
import { own } from "#base/own.ts";
import { classPython } from "./classes/class-of-kind.ts";
import { PROFILES } from "./version-profile.ts";
import { pythonDictBlock, pythonLiteral, pythonString } from "./python-literal.ts";
import type { PyfuncWrapper, TransformersWrapper, Wrapper } from "./wrapper.ts";

/** The model that the write-up selects; in the page the model cell selects one. */
const WRITE_UP_MODEL = "microsoft/Phi-3-mini-4k-instruct";
const WRITE_UP_ONNX_FOLDER = "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4";

export function generateCode(wrapper: Wrapper): string {
  return wrapper.option === "transformers" ? transformersCode(wrapper) : pyfuncCode(wrapper);
}

function extraRequirements(wrapper: Wrapper): string {
  return wrapper.extraPipRequirements.length === 0
    ? ""
    : `        extra_pip_requirements=${pythonLiteral(wrapper.extraPipRequirements)},\n`;
}

function versions(wrapper: Wrapper, names: readonly string[]): string {
  const { packages } = PROFILES[wrapper.profile];
  return `# Written for ${names.map((name) => `${name} ${own(packages, name) ?? ""}`).join(", ")}\n`;
}

function transformersCode(wrapper: TransformersWrapper): string {
  const { maxLength, truncation, includePrompt } = wrapper.modelConfig;
  const modelConfig = { max_length: maxLength, truncation, include_prompt: includePrompt };
  const { reference } = wrapper;
  return `${versions(wrapper, ["mlflow", "transformers"])}import mlflow
import transformers

# Selecting the Phi-3 model (in the page, the model cell does)
pipeline = transformers.pipeline(
    task="text-generation",
    model=${pythonString(reference?.repository || WRITE_UP_MODEL)},
${reference?.commit ? `    revision=${pythonString(reference.commit)},\n` : ""})

# Setting up the MLflow model's configuration
model_config = ${pythonDictBlock(modelConfig)}

# Generating the MLflow artifact
with mlflow.start_run():
    model_info = mlflow.transformers.log_model(
        transformers_model=pipeline,
        ${PROFILES[wrapper.profile].nameArgument}=${pythonString(wrapper.name)},
        model_config=model_config,
        task=${pythonString(wrapper.task)},
${reference ? "        # The hub's repository and commit instead of the weights (of its newest commit, where Python logs it)\n        save_pretrained=False,\n" : ""}${extraRequirements(wrapper)}    )
`;
}

function pyfuncCode(wrapper: PyfuncWrapper): string {
  const { imports, definitions, example, signature } = classPython(wrapper);
  return `${versions(wrapper, ["mlflow", "onnxruntime-genai"])}${imports}
${definitions.startsWith("class ") ? "\n" : ""}
${definitions}

# Generating the MLflow artifact
input_example = ${pythonDictBlock(example)}

with mlflow.start_run():
    model_info = mlflow.pyfunc.log_model(
        ${PROFILES[wrapper.profile].nameArgument}=${pythonString(wrapper.name)},
        python_model=${wrapper.className}(),
        artifacts={
            ${pythonString(wrapper.artifactsKey)}: ${pythonString(WRITE_UP_ONNX_FOLDER)},
        },
        input_example=input_example,
${signature === null ? "" : `        signature=${signature},\n`}${extraRequirements(wrapper)}    )
`;
}
