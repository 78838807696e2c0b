/** What each kind of cell does. */
import type { CellBehaviour, RunBehaviour, TypedBehaviour } from "./cell-behaviour.ts";
import type { Cell, CellOutput, CellType, RunnableCell, TypedCell } from "./cell.ts";
import { artifactBehaviour } from "./artifact/artifact-behaviour.ts";
import { codeBehaviour } from "./code/code-behaviour.ts";
import { deployBehaviour } from "./deploy/deploy-behaviour.ts";
import { evaluateBehaviour } from "./evaluate/evaluate-behaviour.ts";
import { inferenceBehaviour } from "./inference/inference-behaviour.ts";
import { markdownBehaviour } from "./markdown/markdown-behaviour.ts";
import { modelBehaviour } from "./model/model-behaviour.ts";
import { registerBehaviour } from "./register/register-behaviour.ts";
import { signatureBehaviour } from "./signature/signature-behaviour.ts";
import { wrapperBehaviour } from "./wrapper/wrapper-behaviour.ts";

type Of<U extends { readonly type: string }, T> = Extract<U, { readonly type: T }>;
type BehaviourOf<T extends CellType> = T extends TypedCell["type"]
  ? TypedBehaviour<Of<Cell, T>, Of<CellOutput, T>>
  : T extends RunnableCell["type"]
    ? RunBehaviour<Of<Cell, T>, Of<CellOutput, T>>
    : CellBehaviour<Of<Cell, T>>;

/** A kind that is missing here does not compile. */
export const BEHAVIOURS: { readonly [T in CellType]: BehaviourOf<T> } = {
  markdown: markdownBehaviour,
  model: modelBehaviour,
  wrapper: wrapperBehaviour,
  signature: signatureBehaviour,
  artifact: artifactBehaviour,
  inference: inferenceBehaviour,
  evaluate: evaluateBehaviour,
  register: registerBehaviour,
  deploy: deployBehaviour,
  code: codeBehaviour,
};
