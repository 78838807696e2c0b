/** Loads everything that cells run with: import it only where that is wanted. */
import { BEHAVIOURS } from "./behaviours.ts";
import type { Cell, CellOutput, RunnableCell, TypedCell } from "./cell.ts";
import type { CellBehaviour, RunBehaviour, TypedBehaviour } from "./cell-behaviour.ts";

/** Typed as one behaviour for all kinds: a behaviour is called only for its own kind. */
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
