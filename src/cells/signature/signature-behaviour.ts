import { literal, object } from "valibot";
import { signatureOf } from "#mlflow/model-signature.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { pythonLiteral, pythonString } from "#wrapper/python-literal.ts";
import type { CellSurroundings, TypedBehaviour } from "../cell-behaviour.ts";
import { result } from "../jupyter-outputs.ts";
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

function signaturePython({ wrapper, isLogged }: CellSurroundings): string {
  if (isLogged) return "model_info.signature\n";
  if (!wrapper) return "# A signature needs a wrapper above it\n";
  const { form } = wrapper.wrapper;
  return form.option === "transformers"
    ? `from mlflow.transformers.llm_inference_utils import infer_signature_from_llm_inference_task

infer_signature_from_llm_inference_task(${pythonString(form.task)})
`
    : `from mlflow.models import infer_signature

infer_signature(${pythonLiteral({ prompt: form.inputExample.prompt })}, ["Run"])
`;
}
