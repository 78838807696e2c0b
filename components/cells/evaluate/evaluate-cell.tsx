import { Play, Square } from "lucide-react";
import { useActions, useApp, useCellState } from "#components/app-context.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import type { EvaluateCell } from "#cells/evaluate/evaluate-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { SEED_RANGE } from "#pipeline/sampling-ranges.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { RuntimeField } from "../inference/runtime-field.tsx";
import { NumberField } from "../inference/sampling/number-field.tsx";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import { ChecksEditor } from "./checks-editor.tsx";
import { EvaluationView } from "./evaluation-view.tsx";
import { TableEditor } from "./table-editor.tsx";
import "./evaluate.css";

export default function EvaluateCellView({ cell, name, children }: CellViewProps<EvaluateCell>) {
  const texts = useTexts();
  const { evaluate } = useLaterTexts();
  const { updateCell, runCell, stopCell } = useActions();
  const { status } = useCellState(cell.id);
  const { output, current } = useOutput(cell.id, "evaluate");
  const option = useOptionAbove(cell);
  return (
    <>
      <section className="evaluate-form" aria-label={`${evaluate.form}, ${name}`}>
        <TableEditor cell={cell} name={name} />
        <Field label={evaluate.request} hint={evaluate.requestHints[option]}>
          {(control) => (
            <TextArea
              {...control}
              className="mono"
              minRows={3}
              value={cell.request}
              onChange={({ target }) => updateCell({ ...cell, request: target.value })}
            />
          )}
        </Field>
        <ChecksEditor checks={cell.checks} onChange={(checks) => updateCell({ ...cell, checks })} />
        <RuntimeField cell={cell} option={option} onChange={updateCell} />
        {option === "transformers" && (
          <NumberField
            name="seed"
            meaning={texts.sampling.seed}
            range={SEED_RANGE}
            value={cell.seed}
            onChange={(seed) => {
              const { seed: _, ...rest } = cell;
              updateCell(seed === undefined ? rest : { ...rest, seed });
            }}
          />
        )}
        <div className="row">
          {status === "running" || status === "queued" ? (
            <button type="button" className="button" onClick={() => stopCell(cell.id)}>
              <Square aria-hidden /> {texts.inference.stop}
            </button>
          ) : (
            <button type="button" className="button primary" onClick={() => void runCell(cell.id)}>
              <Play aria-hidden /> {evaluate.run}
            </button>
          )}
        </div>
      </section>
      {children}
      {output ? (
        <OutputArea current={current || status === "running"}>
          <EvaluationView cell={cell} output={output} name={name} />
        </OutputArea>
      ) : (
        <p className="hint">{evaluate.notRun}</p>
      )}
    </>
  );
}

/** The option of the wrapper above, as the document has it. */
function useOptionAbove(cell: EvaluateCell): WrapperOption {
  return useApp(({ notebook }) => {
    const above = notebook ? upstreamOf(notebook, cell.id).wrapper : undefined;
    const wrapper = notebook?.cells.find((each) => each.id === above);
    return wrapper?.type === "wrapper" ? wrapper.wrapper.form.option : "transformers";
  });
}
