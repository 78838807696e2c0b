import { useShallow } from "zustand/react/shallow";
import type { CellOutput } from "#cells/cell.ts";
import { useApp } from "#components/app-context.ts";
import type { CellId } from "#notebook/cell.ts";

type OutputOf<Type extends CellOutput["type"]> = Extract<CellOutput, { readonly type: Type }>;

/** The outputs of other cells of that kind, by cell id. */
export function useOtherOutputs<Type extends CellOutput["type"]>(
  id: CellId,
  type: Type,
): ReadonlyMap<CellId, OutputOf<Type>> {
  return useApp(
    useShallow(
      ({ cellStates }) =>
        new Map(
          [...cellStates].flatMap(([each, state]) => {
            const output = "output" in state ? state.output : null;
            return each !== id && output?.type === type ? [[each, output as OutputOf<Type>] as const] : [];
          }),
        ),
    ),
  );
}
