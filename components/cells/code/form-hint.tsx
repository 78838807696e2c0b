import { useDeferredValue, useMemo } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { focusCell } from "#components/notebook/focus-cell.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { formOffer } from "#ipynb/forms/form-offer.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";

const NO_CELLS: readonly Cell[] = [];

/** For a cell that logs a model: the offer of a form, or why it stays code. It reads the code, so it is loaded when needed. */
export default function FormHint({ id }: { readonly id: CellId }) {
  const texts = useTexts().forms;
  const say = useSay();
  const { editAsForm, notify } = useActions();
  // Waits until nobody is typing.
  const cells = useDeferredValue(useApp((state) => state.notebook?.cells ?? NO_CELLS));
  const offer = useMemo(() => {
    const cell = cells.find((each) => each.id === id);
    return cell?.type === "code" ? formOffer(cells, cell) : null;
  }, [cells, id]);
  if (offer === null) return null;
  if (offer.type === "code") {
    return (
      <details className="disclosure form-hint">
        <summary>{texts.staysCode}</summary>
        <p>{say(offer.why)}</p>
      </details>
    );
  }
  const edit = async () => {
    for (const text of await editAsForm(id)) notify({ tone: "info", text });
    focusCell(id);
  };
  return (
    <p className="form-hint form-offer">
      <span>{texts.offer}</span>
      <button type="button" className="button small" onClick={() => void edit()}>
        {texts.edit}
      </button>
    </p>
  );
}
