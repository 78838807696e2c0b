"""The seed's Option 2 class as onnxruntime-genai before 0.6 has it; log_model.py logs it both as code and as a pickle."""

import mlflow
import onnxruntime_genai as og


class Phi3Model(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["phi3-mini-onnx"])
        self.params = og.GeneratorParams(self.model)
        self.params.set_search_options(max_length=300, temperature=0.2)
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        self.params.input_ids = self.tokenizer.encode(model_input["prompt"][0])
        response = self.model.generate(self.params)
        return self.tokenizer.decode(response[0][len(self.params.input_ids) :])


mlflow.models.set_model(Phi3Model())
