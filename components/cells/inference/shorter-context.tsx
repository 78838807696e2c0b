import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import type { WrapperCell } from "#cells/wrapper/wrapper-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";

interface ShorterContextProps {
  readonly cell: InferenceCell;
  readonly state: CellState;
}

/** If a model did not fit with the requested context: a button for the context that fits. */
export function ShorterContext({ cell, state }: ShorterContextProps) {
  const texts = useTexts().inference;
  const { setWrapperForm } = useActions();
  const wrapper = useApp(({ notebook }) => {
    const above = notebook ? upstreamOf(notebook, cell.id).wrapper : undefined;
    return notebook?.cells.find((each): each is WrapperCell => each.id === above && each.type === "wrapper");
  });
  if (state.status !== "failed" || state.error.code !== "out-of-memory") return null;
  const { fittingTokens } = state.error.details;
  // Code that was edited by hand stays as it is; the message gives the number.
  if (typeof fittingTokens !== "number" || fittingTokens === 0 || !wrapper) return null;
  if (wrapper.wrapper.editedCode !== null || wrapper.wrapper.form.option !== "pyfunc") return null;
  const { form } = wrapper.wrapper;
  const shorten = () => {
    setWrapperForm(wrapper.id, {
      ...form,
      searchOptions: { ...form.searchOptions, max_length: fittingTokens },
    });
  };
  return (
    <p>
      <button type="button" className="button" onClick={shorten}>
        {texts.shorten(fittingTokens)}
      </button>
    </p>
  );
}
