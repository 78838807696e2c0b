"""The seed's Option 2 class in today's onnxruntime-genai API; log_model.py logs it both as code and as a pickle."""

import mlflow
import onnxruntime_genai as og


class Phi3Model(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3-mini-onnx"])
        self.tokenizer = og.Tokenizer(self.model)
        self.search_options = {"max_length": 300, "temperature": 0.2}

    def predict(self, context, model_input):
        prompt_ids = self.tokenizer.encode(model_input["prompt"][0])
        params = og.GeneratorParams(self.model)
        params.set_search_options(**self.search_options)
        generator = og.Generator(self.model, params)
        generator.append_tokens(prompt_ids)
        while not generator.is_done():
            generator.generate_next_token()
        return self.tokenizer.decode(generator.get_sequence(0)[len(prompt_ids) :])


mlflow.models.set_model(Phi3Model())
