import { useActions, useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { isFromCode } from "#ipynb/forms/back-to-code.ts";
import type { Cell } from "#cells/cell.ts";
import { focusCell } from "./focus-cell.ts";

/** On a cell that was made from code: turns it back into code. */
export function BackToCode({ cell }: { readonly cell: Cell }) {
  const texts = useTexts().forms;
  const { store } = useServices();
  const { backToCode } = useActions();
  if (!isFromCode(cell)) return null;
  const goBack = () => {
    const made =
      store.getState().notebook?.cells.filter(({ jupyter }) => jupyter?.form === cell.jupyter?.form) ?? [];
    const at = made.findIndex(({ id }) => id === cell.id);
    // The cell itself may be one that the form added, and disappear.
    const next = made.slice(Math.max(0, at)).find(({ jupyter }) => jupyter?.source !== undefined) ?? cell;
    backToCode(cell.id);
    focusCell(next.id);
  };
  return (
    <button type="button" className="button quiet small" onClick={goBack}>
      {texts.back}
    </button>
  );
}
