import { useState } from "react";
import { type Cell, kindOf } from "#cells/cell.ts";
import type { EvaluateCell, EvaluateOutput } from "#cells/evaluate/evaluate-cell.ts";
import { useApp } from "#components/app-context.ts";
import { formatCount, formatNumber } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import { changedVerdicts, pairedMetrics, pairedRows, type RowPair } from "#evaluate/compare-evaluations.ts";
import { passedAll } from "#evaluate/evaluation.ts";
import type { CellId } from "#notebook/cell.ts";
import { firstDifference } from "../inference/answer-text.ts";
import { useOtherOutputs } from "../use-other-outputs.ts";
import { useRunOnOtherRuntime } from "../use-run-on-other-runtime.ts";
import { PageButtons } from "./page-buttons.tsx";
import { usePages } from "./use-pages.ts";

const PAGE_LENGTH = 50;

interface CompareEvaluationsProps {
  readonly cell: EvaluateCell;
  readonly output: EvaluateOutput;
  readonly name: string;
}

/** These results beside those of another Evaluate cell: of another wrapper, runtime or request. */
export function CompareEvaluations({ cell, output, name }: CompareEvaluationsProps) {
  const { evaluate } = useLaterTexts();
  const { compare, cell: cellTexts } = useTexts();
  const say = useSay();
  const [chosen, setChosen] = useState<CellId | null>(null);
  const cells = useApp(({ notebook }) => notebook?.cells);
  const outputs = useOtherOutputs(cell.id, "evaluate");
  const others = (cells ?? []).flatMap((each: Cell, at) => {
    const its = outputs.get(each.id);
    if (its === undefined) return [];
    const runtime = its.runtime === null ? "" : `, ${say(its.runtime.runtime)}`;
    return [
      { id: each.id, output: its, name: `${cellTexts.name(at + 1, say(kindOf(each).title))}${runtime}` },
    ];
  });
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  const compareWithOtherRuntime = useRunOnOtherRuntime(cell, output.runtime?.id ?? "int4", setChosen);
  return (
    <div className="compare">
      {other && <SelectField label={compare.with} value={other.id} choices={others} onChange={setChosen} />}
      {other === undefined && <p className="hint">{evaluate.compareNone}</p>}
      <button type="button" className="button small" onClick={compareWithOtherRuntime}>
        {compare.otherRuntime}
      </button>
      {other && <Comparison here={{ name, output }} there={other} />}
    </div>
  );
}

interface Side {
  readonly name: string;
  readonly output: EvaluateOutput;
}

function Comparison({ here, there }: { readonly here: Side; readonly there: Side }) {
  const texts = useLaterTexts().evaluate;
  const pairs = pairedRows(here.output.evaluation, there.output.evaluation);
  const differing = pairs.filter(({ isSameAnswer }) => !isSameAnswer);
  const { better, worse } = changedVerdicts(pairs);
  const pages = usePages(differing.length, PAGE_LENGTH);
  const head = (first: string) => (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col">{here.name}</th>
        <th scope="col">{there.name}</th>
      </tr>
    </thead>
  );
  return (
    <>
      <output>
        {texts.differing(formatCount(differing.length), formatCount(pairs.length))}{" "}
        {texts.changed(formatCount(better), formatCount(worse))}
      </output>
      <ScrollRegion label={`${texts.metrics}, ${here.name}`}>
        <table className="evaluate-results">
          {head(texts.metric)}
          <tbody>
            {pairedMetrics(here.output.evaluation, there.output.evaluation).map((metric) => (
              <tr key={metric.name}>
                <th scope="row">{metric.name}</th>
                <td>{metric.here === null ? "–" : formatNumber(metric.here)}</td>
                <td>{metric.there === null ? "–" : formatNumber(metric.there)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {differing.length > 0 && (
        <ScrollRegion label={`${texts.differences}, ${here.name}`}>
          <table className="evaluate-results">
            {head(texts.row)}
            <tbody>
              {differing.slice(pages.start, pages.end).map((pair, inPage) => {
                const place = pages.start + inPage;
                return <Difference key={place} pair={pair} />;
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <PageButtons pages={pages} rowCount={differing.length} />
    </>
  );
}

function Difference({ pair: { here, there } }: { readonly pair: RowPair }) {
  const texts = useLaterTexts().evaluate;
  const say = useSay();
  const at = firstDifference(here.answer?.text ?? "", there.answer?.text ?? "") ?? 0;
  return (
    <tr>
      <th scope="row" className="answer-text">
        {here.values.join(" · ")}
      </th>
      {[
        { side: "here", row: here },
        { side: "there", row: there },
      ].map(({ side, row }) => (
        <td key={side} className="answer-text">
          {row.answer === null ? (
            <span className="field-error">{say(row.error ?? "")}</span>
          ) : (
            <>
              {row.answer.text.slice(0, at)}
              <mark>{row.answer.text.slice(at)}</mark>
            </>
          )}{" "}
          <span className={`verdict ${passedAll(row) ? "passed" : "failed"}`}>
            {passedAll(row) ? texts.passed : texts.notPassed}
          </span>
        </td>
      ))}
    </tr>
  );
}
