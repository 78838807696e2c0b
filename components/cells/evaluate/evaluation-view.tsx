import { CircleStop, Download } from "lucide-react";
import type { EvaluateCell, EvaluateOutput } from "#cells/evaluate/evaluate-cell.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { saveFile } from "#components/ui/save-file.ts";
import { ViewTabs } from "#components/ui/view-tabs.tsx";
import { resultTable, tableArtifact, toCsv } from "#evaluate/result-table.ts";
import { CompareEvaluations } from "./compare-evaluations.tsx";
import { LogToServer } from "./log-to-server.tsx";
import { ResultRows } from "./result-rows.tsx";
import { TimePlot } from "./time-plot.tsx";
import { Totals } from "./totals.tsx";

interface EvaluationViewProps {
  readonly cell: EvaluateCell;
  readonly output: EvaluateOutput;
  readonly name: string;
}

export function EvaluationView({ cell, output, name }: EvaluationViewProps) {
  const texts = useLaterTexts().evaluate;
  const { evaluation, rowCount, stopped, printed } = output;
  const save = (text: string, type: string, file: string) => saveFile(new Blob([text], { type }), file);
  return (
    <div className="evaluation">
      {stopped && (
        <p className="tag-line">
          <CircleStop aria-hidden /> {texts.asked(evaluation.rows.length, rowCount)}
        </p>
      )}
      <Totals output={output} />
      <ViewTabs
        label={texts.views}
        views={[
          { id: "rows", label: texts.rows, content: <ResultRows evaluation={evaluation} name={name} /> },
          { id: "plot", label: texts.plot, content: <TimePlot evaluation={evaluation} /> },
          {
            id: "compare",
            label: texts.compare,
            content: <CompareEvaluations cell={cell} output={output} name={name} />,
          },
        ]}
        extra={
          <div className="row">
            <button
              type="button"
              className="button small"
              onClick={() => save(toCsv(resultTable(evaluation)), "text/csv", "evaluation.csv")}
            >
              <Download aria-hidden /> {texts.saveCsv}
            </button>
            <button
              type="button"
              className="button small"
              onClick={() =>
                save(tableArtifact(resultTable(evaluation)), "application/json", "evaluation.json")
              }
            >
              <Download aria-hidden /> {texts.saveTable}
            </button>
          </div>
        }
      />
      {printed !== undefined && (
        <details className="disclosure">
          <summary>{texts.printed}</summary>
          <pre className="evaluate-printed">{printed}</pre>
        </details>
      )}
      <LogToServer cell={cell} output={output} />
    </div>
  );
}
