import type { EvaluateOutput } from "#cells/evaluate/evaluate-cell.ts";
import { formatCount, formatDuration, formatPercent, formatRate } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { passed, passedAll } from "#evaluate/evaluation.ts";
import { answersOf, PERCENTILES, percentile, sum } from "#evaluate/metrics.ts";

/** The results of the whole table. */
export function Totals({ output }: { readonly output: EvaluateOutput }) {
  const { evaluate: texts } = useLaterTexts();
  const { inference } = useTexts();
  const say = useSay();
  const { evaluation, rowCount, runtime } = output;
  const { checks, rows } = evaluation;
  const answers = answersOf(rows);
  const times = answers.map(({ timeMs }) => timeMs);
  const seconds = sum(times) / 1000;
  const tokens = sum(answers.map(({ completionTokens }) => completionTokens));
  const share = (count: number, of: number) =>
    texts.share(formatCount(count), formatCount(of), formatPercent(count / of));
  const facts: readonly (readonly [string, string])[] = [
    [texts.answered, texts.of(formatCount(answers.length), formatCount(rowCount))],
    ...(checks.length > 1 && rows.length > 0
      ? [[texts.allPassed, share(rows.filter(passedAll).length, rows.length)] as const]
      : []),
    ...checks.flatMap((check, at) => {
      const verdicts = rows.map((row) => passed(row.verdicts[at])).filter((verdict) => verdict !== null);
      if (verdicts.length === 0) return [];
      return [[check, share(verdicts.filter(Boolean).length, verdicts.length)] as const];
    }),
    [
      texts.tokens,
      texts.tokenCounts(
        formatCount(sum(answers.map(({ promptTokens }) => promptTokens))),
        formatCount(tokens),
      ),
    ],
    ...(times.length === 0
      ? []
      : [
          ...PERCENTILES.map(
            (percent) => [texts.percentile(percent), formatDuration(percentile(times, percent))] as const,
          ),
          [texts.speed, inference.perSecond(formatRate(tokens / seconds))] as const,
        ]),
    ...(runtime === null ? [] : [[inference.runtime, say(runtime.runtime)] as const]),
  ];
  return (
    <dl className="facts metrics" aria-label={texts.totals}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
