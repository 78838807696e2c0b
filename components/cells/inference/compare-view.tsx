import { useState } from "react";
import { useApp } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { kindOf } from "#cells/cell.ts";
import type { Answer } from "#inference/class-answer.ts";
import type { CellId } from "#notebook/cell.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { useOtherOutputs } from "../use-other-outputs.ts";
import { useRunOnOtherRuntime } from "../use-run-on-other-runtime.ts";
import { Comparison } from "./comparison.tsx";

interface CompareViewProps {
  readonly cell: InferenceCell;
  readonly output: Answer;
  /** The request that it answers. */
  readonly asked: string;
  readonly name: string;
}

/** This answer beside that of another inference cell: of another runtime, or of the other option. */
export function CompareView({ cell, output, asked, name }: CompareViewProps) {
  const texts = useTexts();
  const say = useSay();
  const ranOn = ({ option, runtime }: Answer) =>
    [option === "class" ? texts.inference.generators.class : null, runtime && say(runtime.runtime)]
      .filter((part) => part !== null)
      .join(", ");
  const [chosen, setChosen] = useState<CellId | null>(null);
  const cells = useApp(({ notebook }) => notebook?.cells);
  const outputs = useOtherOutputs(cell.id, "inference");
  const compareWithOtherRuntime = useRunOnOtherRuntime(cell, output.runtime?.id, setChosen);
  const others = (cells ?? []).flatMap((each, at) => {
    const its = outputs.get(each.id);
    if (each.type !== "inference" || its === undefined) return [];
    const title = texts.cell.name(at + 1, say(kindOf(each).title));
    const { output: answer, input = each.input } = its;
    return [{ cell: each, output: answer, asked: input, name: `${title}, ${ranOn(answer)}` }];
  });
  const other = others.find((each) => each.cell.id === chosen) ?? others[0];
  return (
    <div className="compare">
      {other && (
        <SelectField
          label={texts.compare.with}
          value={other.cell.id}
          choices={others.map(({ cell: { id }, name }) => ({ id, name }))}
          onChange={setChosen}
        />
      )}
      {other === undefined && <p className="hint">{texts.compare.none}</p>}
      <button type="button" className="button small" onClick={compareWithOtherRuntime}>
        {texts.compare.otherRuntime}
      </button>
      {other && (
        <Comparison
          here={{ name: `${name}, ${ranOn(output)}`, output }}
          there={other}
          isSameInput={other.asked === asked}
        />
      )}
    </div>
  );
}
