import { artifactKind } from "./artifact/artifact-cell.ts";
import { codeKind } from "./code/code-cell.ts";
import { deployKind } from "./deploy/deploy-cell.ts";
import { evaluateKind } from "./evaluate/evaluate-cell.ts";
import { inferenceKind } from "./inference/inference-cell.ts";
import { markdownKind } from "./markdown/markdown-cell.ts";
import { modelKind } from "./model/model-cell.ts";
import { registerKind } from "./register/register-cell.ts";
import { signatureKind } from "./signature/signature-cell.ts";
import { wrapperKind } from "./wrapper/wrapper-cell.ts";

/** Every kind of cell, in the order in which a notebook uses them. */
export const CELL_KINDS = [
  markdownKind,
  modelKind,
  wrapperKind,
  signatureKind,
  artifactKind,
  inferenceKind,
  evaluateKind,
  registerKind,
  deployKind,
  codeKind,
] as const;
