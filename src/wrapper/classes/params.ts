/** The prompt's class, with the search options as params of predict. */
import { PROFILES } from "../version-profile.ts";
import { pythonString } from "../python-literal.ts";
import { searchOptionsBlock } from "../search-options-python.ts";
import { inputFormOf, inputOf } from "../input-form.ts";
import type { PyfuncWrapper } from "../wrapper.ts";
import { type ClassPython, withoutState } from "./class-python.ts";

export function paramsClass(wrapper: PyfuncWrapper): ClassPython {
  const { generateApi, picklesLoaded } = PROFILES[wrapper.profile];
  return {
    imports: `import mlflow
import onnxruntime_genai as og
from mlflow.models import infer_signature`,
    definitions: `# The search options: each is a param of predict, and this its default
model_options = ${searchOptionsBlock(wrapper.searchOptions)}


class ${wrapper.className}(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        # Retrieving the model from the artifacts
        model_path = context.artifacts[${pythonString(wrapper.artifactsKey)}]

        # Defining the model and the tokenizer
        self.model = og.Model(model_path)
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input, params=None):
        # Setting the search options: what this call is given goes before the defaults
        search = og.GeneratorParams(self.model)
        search.set_search_options(**{**model_options, **(params or {})})

        # Retrieving the prompt from the input
        prompt = model_input["prompt"][0]
        input_tokens = self.tokenizer.encode(prompt)

${GENERATE[generateApi]}${picklesLoaded ? withoutState("MLflow 2.22") : ""}`,
    example: inputOf(inputFormOf(wrapper), wrapper.inputExample.prompt),
    signature: 'infer_signature(input_example, ["Run"], params=model_options)',
  };
}

const GENERATE = {
  append_tokens: `        # Generating the model's response
        generator = og.Generator(self.model, search)
        generator.append_tokens(input_tokens)
        while not generator.is_done():
            generator.generate_next_token()

        return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :])
`,
  input_ids: `        # Generating the model's response
        search.input_ids = input_tokens
        response = self.model.generate(search)

        return self.tokenizer.decode(response[0][len(input_tokens) :])
`,
} as const;
