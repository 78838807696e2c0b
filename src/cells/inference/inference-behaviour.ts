import { exactOptional, literal, object, string } from "valibot";
import type { Wording } from "#base/message.ts";
import { list, wordingSchema } from "#base/schemas.ts";
import { pythonRepr } from "#python-values/python-repr.ts";
import type { CellSurroundings, RunContext, TypedBehaviour } from "../cell-behaviour.ts";
import { loggingPython } from "../artifact/artifact-python.ts";
import { inLines, stdout } from "../jupyter-outputs.ts";
import { needed } from "../output-above.ts";
import { answerSchema } from "./answer-schema.ts";
import type { InferenceCell, InferenceOutput } from "./inference-cell.ts";
import type { ClassAnswer } from "#inference/class-answer.ts";
import { runsItself } from "#wrapper/wrapper.ts";
import { askClass, type ClassModel, requireJson } from "./ask-class.ts";
import { inferenceRequest } from "./inference-request.ts";
import { runSettings, runSettingsSchema } from "./run-settings.ts";
import { versionWarnings } from "./version-warnings.ts";
import { predictPython } from "./predict-python.ts";

/** How many of the likeliest tokens are kept at each place of an answer. */
const ALTERNATIVES = 5;

export const inferenceBehaviour: TypedBehaviour<InferenceCell, InferenceOutput> = {
  async run(cell, above, context) {
    const { id, input, params, runtime = "automatic", seed, keepsProbabilities } = cell;
    const { wrapper, code } = needed(above.wrapper, id);
    const model = needed(above.model, id);
    const settings = runSettings(cell, model.bundle, wrapper, context.now());
    if (runsItself(wrapper)) {
      const output = await askOwnClass(cell, { ...model, wrapper, code, runtime }, context);
      return { type: "inference", output, input, settings, ...warningsOf(versionWarnings(wrapper)) };
    }
    const { request, warnings } = inferenceRequest(model, wrapper, runtime, input, {
      alternatives: keepsProbabilities ? ALTERNATIVES : 0,
      seed,
      params,
    });
    return {
      type: "inference",
      output: await context.inference.predict(request, context.events, context.signal),
      input,
      settings,
      ...warningsOf([...warnings, ...versionWarnings(wrapper)]),
    };
  },
  outputs({ output }) {
    const { option, response } = output;
    const printed = stdout(`${option === "transformers" ? pythonRepr(response) : response}\n`);
    if (output.option !== "class") return [printed];
    const outputs = output.outputs.map(inLines);
    return output.failed ? outputs : [...outputs, printed];
  },
  python: (cell, around) => inferencePython(cell, around),
  kept: object({
    type: literal("inference"),
    output: answerSchema,
    input: exactOptional(string()),
    settings: exactOptional(runSettingsSchema),
    warnings: exactOptional(list(wordingSchema)),
  }),
  isFiled: true,
  withText: (cell, field, text) => ({ ...cell, [field === "params" ? "params" : "input"]: text }),
};

function warningsOf(warnings: readonly Wording[]): Pick<InferenceOutput, "warnings"> {
  return warnings.length > 0 ? { warnings } : {};
}

function askOwnClass(
  { input, params }: InferenceCell,
  model: ClassModel,
  { python, events, onInput, signal }: RunContext,
): Promise<ClassAnswer> {
  const given = params === undefined || params.trim() === "" ? null : params;
  requireJson(input, "input");
  if (given !== null) requireJson(given, "params");
  const question = { name: "predict", input, params: given } as const;
  return python().then((session) => askClass(session, model, question, { ...events, onInput }, signal));
}

function inferencePython({ input, params, seed }: InferenceCell, around: CellSurroundings): string {
  const samples = around.wrapper?.wrapper.form.option === "transformers" && seed !== undefined;
  const setSeed = samples ? `transformers.set_seed(${seed})\n` : "";
  const imports = samples ? "import transformers\n\n" : "";
  return `${loggingPython(around)}${imports}loaded_model = mlflow.pyfunc.load_model(model_uri=model_info.model_uri)
${setSeed}${predictPython(input, params)}print(response)
`;
}
