import { exactOptional, literal, object, string } from "valibot";
import { list } from "#base/schemas.ts";
import { pythonRepr } from "#python-values/python-repr.ts";
import type { CellSurroundings, TypedBehaviour } from "../cell-behaviour.ts";
import { loggingPython } from "../artifact/artifact-python.ts";
import { stdout } from "../jupyter-outputs.ts";
import { needed } from "../output-above.ts";
import { answerSchema } from "./answer-schema.ts";
import type { InferenceCell, InferenceOutput } from "./inference-cell.ts";
import { inferenceRequest } from "./inference-request.ts";
import { predictPython } from "./predict-python.ts";

/** Tokens that are kept in each place of an answer, the likeliest ones. */
const ALTERNATIVES = 5;

export const inferenceBehaviour: TypedBehaviour<InferenceCell, InferenceOutput> = {
  async run({ id, input, runtime = "automatic", seed, keepsProbabilities }, above, context) {
    const { request, warnings } = inferenceRequest(
      needed(above.model, id),
      needed(above.wrapper, id).wrapper,
      runtime,
      input,
      { alternatives: keepsProbabilities ? ALTERNATIVES : 0, seed },
    );
    return {
      type: "inference",
      output: await context.inference.predict(request, context.events, context.signal),
      input,
      ...(warnings.length > 0 && { warnings }),
    };
  },
  outputs({ output: { option, response } }) {
    return [stdout(`${option === "transformers" ? pythonRepr(response) : response}\n`)];
  },
  python: (cell, around) => inferencePython(cell, around),
  kept: object({
    type: literal("inference"),
    output: answerSchema,
    input: exactOptional(string()),
    warnings: exactOptional(list(string())),
  }),
  isFiled: true,
  withText: (cell, _field, input) => ({ ...cell, input }),
};

function inferencePython({ input, seed }: InferenceCell, around: CellSurroundings): string {
  const samples = around.wrapper?.wrapper.form.option === "transformers" && seed !== undefined;
  const setSeed = samples ? `transformers.set_seed(${seed})\n` : "";
  const imports = samples ? "import transformers\n\n" : "";
  return `${loggingPython(around)}${imports}loaded_model = mlflow.pyfunc.load_model(model_uri=model_info.model_uri)
${setSeed}${predictPython(input)}print(response)
`;
}
