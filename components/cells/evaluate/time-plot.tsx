import { formatCount, formatDuration } from "#components/format.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import type { Evaluation } from "#evaluate/evaluation.ts";
import { timeHistogram } from "#evaluate/histogram.ts";
import { niceCeiling } from "../inference/plot-series.ts";
import "../inference/inference.css";

const WIDTH = 520;
const HEIGHT = 200;
const LEFT = 44;
const RIGHT = 16;
const TOP = 24;
const BOTTOM = 40;

/** How many rows took how long; those that failed a check are hatched. */
export function TimePlot({ evaluation }: { readonly evaluation: Evaluation }) {
  const texts = useLaterTexts().evaluate;
  const bins = timeHistogram(evaluation.rows);
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return <p className="hint">{texts.plotNone}</p>;
  const tallest = bins.reduce((most, { passed, failed }) => Math.max(most, passed + failed), 0);
  // Counts of rows are whole numbers.
  const yEnd = Math.max(2, niceCeiling(tallest));
  const most = bins.find(({ passed, failed }) => passed + failed === tallest) ?? first;
  const failedRows = bins.reduce((sum, { failed }) => sum + failed, 0);
  const summary = texts.plotSummary(
    formatDuration(first.from),
    formatDuration(last.to),
    `${formatDuration(most.from)} – ${formatDuration(most.to)}`,
    formatCount(tallest),
    formatCount(failedRows),
  );
  const width = (WIDTH - LEFT - RIGHT) / bins.length;
  const y = (count: number) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * count) / yEnd;
  const labelEvery = Math.ceil(bins.length / 4);
  const ticks = [...bins.map(({ from }) => from), last.to];
  return (
    <figure className="plot evaluate-plot">
      <figcaption>
        <strong>{texts.plotTitle}</strong> <span className="hint">{summary}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${texts.plotTitle}. ${summary}`}>
        <defs>
          <pattern id="evaluate-hatch" width="6" height="6" patternUnits="userSpaceOnUse">
            <rect className="plot-failed-ground" width="6" height="6" />
            <path className="plot-failed-line" d="M0 6L6 0" />
          </pattern>
        </defs>
        {[0, yEnd / 2, yEnd].map((count) => (
          <g key={count}>
            <line className="plot-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(count)} y2={y(count)} />
            <text className="plot-tick" x={LEFT - 6} y={y(count) + 4} textAnchor="end">
              {formatCount(count)}
            </text>
          </g>
        ))}
        {bins.map(({ from, passed, failed }, at) => {
          const [x, barWidth] = [LEFT + at * width + 1, Math.max(1, width - 2)];
          return (
            <g key={from}>
              <rect className="plot-passed" x={x} width={barWidth} y={y(passed)} height={y(0) - y(passed)} />
              <rect
                className="plot-failed"
                fill="url(#evaluate-hatch)"
                x={x}
                width={barWidth}
                y={y(passed + failed)}
                height={y(passed) - y(passed + failed)}
              />
            </g>
          );
        })}
        <text className="plot-tick" x={0} y={12}>
          {texts.plotRows}
        </text>
        {ticks.map((time, at) =>
          at % labelEvery === 0 ? (
            <text
              key={time}
              className="plot-tick"
              x={LEFT + at * width}
              y={HEIGHT - BOTTOM + 16}
              textAnchor={at === ticks.length - 1 ? "end" : "middle"}
            >
              {formatDuration(time)}
            </text>
          ) : null,
        )}
        <text className="plot-tick" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 4} textAnchor="middle">
          {texts.plotTime}
        </text>
      </svg>
      <p className="evaluate-legend">
        <span className="key passed" aria-hidden /> {texts.plotPassed}
        <span className="key failed" aria-hidden /> {texts.plotFailed}
      </p>
    </figure>
  );
}
