import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { type CellOutput, kindOf } from "#cells/cell.ts";
import type { InferenceOutput } from "#inference/inference-port.ts";
import { otherRuntime, RUNTIME_IDS } from "#inference/runtimes.ts";
import type { CellId } from "#notebook/cell.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { Comparison } from "./comparison.tsx";

interface CompareViewProps {
  readonly cell: InferenceCell;
  readonly output: InferenceOutput;
  /** What it answers. */
  readonly asked: string;
  readonly name: string;
}

/** This answer beside that of another inference cell: of another runtime, or of the other option. */
export function CompareView({ cell, output, asked, name }: CompareViewProps) {
  const texts = useTexts();
  const say = useSay();
  const [chosen, setChosen] = useState<CellId | null>(null);
  const cells = useApp(({ notebook }) => notebook?.cells);
  const outputs = useOtherOutputs(cell.id);
  const compareWithOtherRuntime = useCompareWithOtherRuntime(cell, output, setChosen);
  const others = (cells ?? []).flatMap((each, at) => {
    const its = outputs[each.id];
    if (each.type !== "inference" || its === undefined) return [];
    const title = texts.cell.name(at + 1, say(kindOf(each).title));
    const { output: answer, input = each.input } = its;
    return [{ cell: each, output: answer, asked: input, name: `${title}, ${say(answer.runtime.runtime)}` }];
  });
  const other = others.find((each) => each.cell.id === chosen) ?? others[0];
  return (
    <div className="compare">
      {others.length > 0 && (
        <Field label={texts.compare.with}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={other?.cell.id}
              onChange={({ target }) => setChosen(target.value)}
            >
              {others.map((each) => (
                <option key={each.cell.id} value={each.cell.id}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {other === undefined && <p className="hint">{texts.compare.none}</p>}
      <button type="button" className="button small" onClick={compareWithOtherRuntime}>
        {texts.compare.otherRuntime}
      </button>
      {other && (
        <Comparison
          here={{ name: `${name}, ${say(output.runtime.runtime)}`, output }}
          there={other}
          isSameInput={other.asked === asked}
        />
      )}
    </div>
  );
}

/** What the other cells gave, by their ids. */
function useOtherOutputs(
  id: CellId,
): Readonly<Record<CellId, Extract<CellOutput, { readonly type: "inference" }>>> {
  return useApp(
    useShallow(({ cellStates }) =>
      Object.fromEntries(
        [...cellStates].flatMap(([each, state]) => {
          const output = "output" in state ? state.output : null;
          return each !== id && output?.type === "inference" ? [[each, output] as const] : [];
        }),
      ),
    ),
  );
}

/** Puts a copy of the cell below it that runs the same on the other runtime, and runs it. */
function useCompareWithOtherRuntime(
  cell: InferenceCell,
  output: InferenceOutput,
  choose: (id: CellId) => void,
): () => void {
  const { store } = useServices();
  const { duplicateCell, updateCell, runCell } = useActions();
  return () => {
    duplicateCell(cell.id);
    const cells = store.getState().notebook?.cells ?? [];
    const copy = cells[cells.findIndex(({ id }) => id === cell.id) + 1];
    if (copy?.type !== "inference") return;
    const runtime = otherRuntime(output.runtime.id, RUNTIME_IDS);
    updateCell({ ...copy, runtime });
    choose(copy.id);
    void runCell(copy.id);
  };
}
