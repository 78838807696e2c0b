import type { Message } from "#base/message.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import type { TypedCell as AnyTypedCell } from "#cells/cell.ts";

/** A typed cell without an id. */
export type TypedCell = OneWithoutId<AnyTypedCell>;
type OneWithoutId<C> = C extends AnyTypedCell ? Omit<C, "id"> : never;

/** Which cells a form replaces, and what a person should know about it. */
export interface FormPlan {
  readonly replaced: ReadonlyMap<CodeCell, readonly TypedCell[]>;
  readonly notes: readonly Message[];
}
