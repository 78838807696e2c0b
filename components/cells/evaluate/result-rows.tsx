import { Check, Minus, TriangleAlert, X } from "lucide-react";
import { formatCount, formatDuration } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import { type EvaluatedRow, type Evaluation, passedAll, type Verdict } from "#evaluate/evaluation.ts";
import { PageButtons } from "./page-buttons.tsx";
import { usePages } from "./use-pages.ts";

const PAGE_LENGTH = 50;

interface ResultRowsProps {
  readonly evaluation: Evaluation;
  readonly name: string;
}

/** Each row with its answer and its checks. */
export function ResultRows({ evaluation, name }: ResultRowsProps) {
  const texts = useLaterTexts().evaluate;
  const { columns, checks, rows } = evaluation;
  const pages = usePages(rows.length, PAGE_LENGTH);
  return (
    <>
      <ScrollRegion label={`${texts.rows}, ${name}`}>
        <table className="evaluate-results">
          <thead>
            <tr>
              <th scope="col">{texts.row}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col">{texts.answer}</th>
              {checks.map((check) => (
                <th key={check} scope="col">
                  {check}
                </th>
              ))}
              <th scope="col">{texts.tokens}</th>
              <th scope="col">{texts.time}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(pages.start, pages.end).map((row, inPage) => {
              const place = pages.start + inPage + 1;
              return <ResultRow key={place} row={row} place={place} columns={columns} checks={checks} />;
            })}
          </tbody>
        </table>
      </ScrollRegion>
      <PageButtons pages={pages} rowCount={rows.length} />
    </>
  );
}

interface ResultRowProps {
  readonly row: EvaluatedRow;
  readonly place: number;
  readonly columns: readonly string[];
  readonly checks: readonly string[];
}

function ResultRow({ row, place, columns, checks }: ResultRowProps) {
  const texts = useLaterTexts().evaluate;
  const say = useSay();
  const { values, answer, error, verdicts } = row;
  return (
    <tr className={passedAll(row) ? undefined : "not-passed"}>
      <th scope="row">{place}</th>
      {columns.map((column, at) => (
        <td key={column} className="answer-text">
          {values[at]}
        </td>
      ))}
      <td className="answer-text">
        {error === null ? answer?.text : <span className="field-error">{say(error)}</span>}
      </td>
      {checks.map((check, at) => (
        <td key={check}>
          <VerdictMark verdict={verdicts[at] ?? null} />
        </td>
      ))}
      <td>
        {answer && texts.tokenCounts(formatCount(answer.promptTokens), formatCount(answer.completionTokens))}
      </td>
      <td>{answer && formatDuration(answer.timeMs)}</td>
    </tr>
  );
}

function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const texts = useLaterTexts().evaluate;
  const say = useSay();
  if (verdict === null)
    return (
      <span className="muted">
        <Minus aria-hidden /> <span className="visually-hidden">{texts.notChecked}</span>
      </span>
    );
  if (typeof verdict === "object")
    return (
      <span className="verdict failed">
        <TriangleAlert aria-hidden /> {say(verdict.problem)}
      </span>
    );
  return verdict ? (
    <span className="verdict passed">
      <Check aria-hidden /> {texts.passed}
    </span>
  ) : (
    <span className="verdict failed">
      <X aria-hidden /> {texts.notPassed}
    </span>
  );
}
