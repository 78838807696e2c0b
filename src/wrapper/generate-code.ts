/** The Python of a wrapper cell: what a person would write in Jupyter, complete and in the write-up's order. */
import { own } from "#base/own.ts";
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
  return `${versions(wrapper, ["mlflow", "onnxruntime-genai"])}import mlflow
import onnxruntime_genai as og
from mlflow.models import infer_signature


class ${wrapper.className}(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        # Retrieving the model from the artifacts
        model_path = context.artifacts[${pythonString(wrapper.artifactsKey)}]
        model_options = ${pythonDictBlock(wrapper.searchOptions, "        ")}

${BODIES[PROFILES[wrapper.profile].generateApi]}${PROFILES[wrapper.profile].picklesLoaded ? WITHOUT_STATE : ""}

# Generating the MLflow artifact
input_example = ${pythonDictBlock(wrapper.inputExample)}

with mlflow.start_run():
    model_info = mlflow.pyfunc.log_model(
        ${PROFILES[wrapper.profile].nameArgument}=${pythonString(wrapper.name)},
        python_model=${wrapper.className}(),
        artifacts={
            ${pythonString(wrapper.artifactsKey)}: ${pythonString(WRITE_UP_ONNX_FOLDER)},
        },
        input_example=input_example,
        signature=infer_signature(input_example, ["Run"]),
${extraRequirements(wrapper)}    )
`;
}

/** Where save_model pickles the object after it has called load_context. */
const WITHOUT_STATE = `
    def __getstate__(self):
        # MLflow 2.22 loads the context before it pickles the object; a loaded model cannot be pickled
        return {}
`;

const APPEND_TOKENS_BODY = `        # Defining the model and the search options
        self.model = og.Model(model_path)
        self.params = og.GeneratorParams(self.model)
        self.params.set_search_options(**model_options)

        # Defining the tokenizer
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input, params=None):
        # Retrieving the prompt from the input
        prompt = model_input["prompt"][0]
        input_tokens = self.tokenizer.encode(prompt)

        # Generating the model's response
        generator = og.Generator(self.model, self.params)
        generator.append_tokens(input_tokens)
        while not generator.is_done():
            generator.generate_next_token()

        return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :])
`;

const INPUT_IDS_BODY = `        # Defining the model and the search options
        self.model = og.Model(model_path)
        self.params = og.GeneratorParams(self.model)
        self.params.set_search_options(**model_options)

        # Defining the tokenizer
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        # Retrieving the prompt from the input
        prompt = model_input["prompt"][0]
        self.params.input_ids = self.tokenizer.encode(prompt)

        # Generating the model's response
        response = self.model.generate(self.params)

        return self.tokenizer.decode(response[0][len(self.params.input_ids) :])
`;

const BODIES = { append_tokens: APPEND_TOKENS_BODY, input_ids: INPUT_IDS_BODY } as const;
