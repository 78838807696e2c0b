/** The write-up's own class: a prompt in, a text out. */
import { PROFILES } from "../version-profile.ts";
import { pythonDictBlock, pythonString } from "../python-literal.ts";
import { inputFormOf, inputOf } from "../input-form.ts";
import type { PyfuncWrapper } from "../wrapper.ts";
import { type ClassPython, withoutState } from "./class-python.ts";

export function promptClass(wrapper: PyfuncWrapper): ClassPython {
  const { generateApi, picklesLoaded } = PROFILES[wrapper.profile];
  return {
    imports: `import mlflow
import onnxruntime_genai as og
from mlflow.models import infer_signature`,
    definitions: `class ${wrapper.className}(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        # Retrieving the model from the artifacts
        model_path = context.artifacts[${pythonString(wrapper.artifactsKey)}]
        model_options = ${pythonDictBlock(wrapper.searchOptions, "        ")}

        # Defining the model and the search options
        self.model = og.Model(model_path)
        self.params = og.GeneratorParams(self.model)
        self.params.set_search_options(**model_options)

        # Defining the tokenizer
        self.tokenizer = og.Tokenizer(self.model)

${PREDICT[generateApi]}${picklesLoaded ? withoutState("MLflow 2.22") : ""}`,
    example: inputOf(inputFormOf(wrapper), wrapper.inputExample.prompt),
    signature: 'infer_signature(input_example, ["Run"])',
  };
}

const PREDICT = {
  append_tokens: `    def predict(self, context, model_input, params=None):
        # Retrieving the prompt from the input
        prompt = model_input["prompt"][0]
        input_tokens = self.tokenizer.encode(prompt)

        # Generating the model's response
        generator = og.Generator(self.model, self.params)
        generator.append_tokens(input_tokens)
        while not generator.is_done():
            generator.generate_next_token()

        return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :])
`,
  input_ids: `    def predict(self, context, model_input):
        # Retrieving the prompt from the input
        prompt = model_input["prompt"][0]
        self.params.input_ids = self.tokenizer.encode(prompt)

        # Generating the model's response
        response = self.model.generate(self.params)

        return self.tokenizer.decode(response[0][len(self.params.input_ids) :])
`,
} as const;
