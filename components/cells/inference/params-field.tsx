import { useActions, useApp, useCellState } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { wrapperOf } from "#cells/code/code-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { kindOf } from "#wrapper/pyfunc-kinds.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";

/** The params for predict, if the signature of the wrapper above has some. */
export function ParamsField({ cell }: { readonly cell: InferenceCell }) {
  const texts = useTexts().inference;
  const { updateCell } = useActions();
  const above = useApp(({ notebook }) => (notebook ? upstreamOf(notebook, cell.id).wrapper : undefined));
  const state = useCellState(above ?? "");
  const given = "output" in state ? state.output : null;
  const output = given?.type === "code" ? wrapperOf(given) : given?.type === "wrapper" ? given : null;
  const takesParams = output?.wrapper.option === "pyfunc" && hasParams(output.wrapper);
  if (!takesParams && cell.params === undefined) return null;
  return (
    <Field label={texts.params} hint={texts.paramsHint}>
      {(control) => (
        <TextArea
          {...control}
          className="mono"
          minRows={2}
          value={cell.params ?? ""}
          onChange={({ target }) => {
            const { params: _, ...rest } = cell;
            updateCell(target.value === "" ? rest : { ...rest, params: target.value });
          }}
        />
      )}
    </Field>
  );
}

function hasParams(wrapper: PyfuncWrapper): boolean {
  const { coded } = wrapper;
  return coded === undefined ? kindOf(wrapper) === "params" : (coded.signature?.params ?? null) !== null;
}
