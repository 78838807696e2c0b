/** What each kind of cell does. It loads all that cells run with: import it only where that is wanted. */
import type { CellBehaviour, RunBehaviour, TypedBehaviour } from "./cell-behaviour.ts";
import type { Cell, CellOutput, CellType, RunnableCell, TypedCell } from "./kinds.ts";
import { artifactBehaviour } from "./artifact/artifact-behaviour.ts";
import { codeBehaviour } from "./code/code-behaviour.ts";
import { deployBehaviour } from "./deploy/deploy-behaviour.ts";
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
  register: registerBehaviour,
  deploy: deployBehaviour,
  code: codeBehaviour,
};

/** Seen by each cell as one for all: a behaviour is asked only about its own kind. */
type AnyBehaviour = TypedBehaviour<Cell, CellOutput>;

const BY_TYPE = new Map(Object.entries(BEHAVIOURS) as unknown as [string, AnyBehaviour][]);

export function behaviourOf(cell: TypedCell): AnyBehaviour;
export function behaviourOf(cell: RunnableCell): RunBehaviour<Cell, CellOutput>;
export function behaviourOf(cell: Cell): CellBehaviour<Cell>;
export function behaviourOf({ type }: Cell): CellBehaviour<Cell> {
  const behaviour = BY_TYPE.get(type);
  if (!behaviour) throw new Error(`No kind of cell is named ${type}.`);
  return behaviour;
}

/** Undefined for a type that this version of the page does not know. */
export function behaviourOfType(type: string): Partial<AnyBehaviour> | undefined {
  return BY_TYPE.get(type);
}
