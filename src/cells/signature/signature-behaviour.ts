import { literal, object } from "valibot";
import { signatureOf } from "#mlflow/model-signature.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { pythonLiteral, pythonString } from "#wrapper/python-literal.ts";
import { kindOf } from "#wrapper/pyfunc-kinds.ts";
import { searchOptionsBlock } from "#wrapper/search-options-python.ts";
import type { PyfuncWrapper, TransformersWrapper } from "#wrapper/wrapper.ts";
import type { CellSurroundings, TypedBehaviour } from "../cell-behaviour.ts";
import { result } from "../jupyter-outputs.ts";
import { loggingPython } from "../artifact/artifact-python.ts";
import { needed } from "../output-above.ts";
import { signatureSchema } from "./signature-schema.ts";
import type { SignatureCell, SignatureOutput } from "./signature-cell.ts";

export const signatureBehaviour: TypedBehaviour<SignatureCell, SignatureOutput> = {
  run: async ({ id }, above) => ({
    type: "signature",
    signature: signatureOf(needed(above.wrapper, id).wrapper),
  }),
  outputs: ({ signature }) => [result(printSignature(signature))],
  python: (_cell, around) => signaturePython(around),
  kept: object({ type: literal("signature"), signature: signatureSchema }),
  isFiled: true,
};

function signaturePython(around: CellSurroundings): string {
  const { wrapper, isLogged, loggingCode } = around;
  if (isLogged || loggingCode !== null) return `${loggingPython(around)}model_info.signature\n`;
  if (!wrapper) return "# A signature needs a wrapper above it\n";
  const { form } = wrapper.wrapper;
  return form.option === "transformers" ? taskPython(form) : kindPython(form);
}

function taskPython({ task }: TransformersWrapper): string {
  if (task === "text-generation") return inferPython('"", ""');
  return `from mlflow.transformers.llm_inference_utils import infer_signature_from_llm_inference_task

infer_signature_from_llm_inference_task(${pythonString(task)})
`;
}

function kindPython(form: PyfuncWrapper): string {
  switch (kindOf(form)) {
    case "prompt":
      return inferPython(`${pythonLiteral({ prompt: form.inputExample.prompt })}, ["Run"]`);
    case "params":
      return inferPython(
        `${pythonLiteral({ prompt: form.inputExample.prompt })}, ["Run"], params=${searchOptionsBlock(form.searchOptions)}`,
      );
    case "chat":
      return schemasPython("mlflow.types.llm", "CHAT_MODEL");
    case "responses":
      return schemasPython("mlflow.types.responses", "RESPONSES_AGENT");
  }
}

function inferPython(given: string): string {
  return `from mlflow.models import infer_signature

infer_signature(${given})
`;
}

/** MLflow's own. */
function schemasPython(module: string, prefix: string): string {
  return `from mlflow.models import ModelSignature
from ${module} import ${prefix}_INPUT_SCHEMA, ${prefix}_OUTPUT_SCHEMA

ModelSignature(inputs=${prefix}_INPUT_SCHEMA, outputs=${prefix}_OUTPUT_SCHEMA)
`;
}
