import { niceCeiling } from "#base/nice-ceiling.ts";
import { formatCount, formatDuration } from "#components/format.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { Plot, scaleY } from "#components/ui/plot.tsx";
import type { Evaluation } from "#evaluate/evaluation.ts";
import { type TimeBin, timeHistogram } from "#evaluate/histogram.ts";

const AREA = { width: 520, height: 200, left: 44, right: 16, top: 24, bottom: 40 };

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
  return (
    <Plot
      className="evaluate-plot"
      title={texts.plotTitle}
      summary={summary}
      area={AREA}
      yEnd={yEnd}
      yLabel={texts.plotRows}
      formatY={formatCount}
      legend={
        <p className="evaluate-legend">
          <span className="key passed" aria-hidden /> {texts.plotPassed}
          <span className="key failed" aria-hidden /> {texts.plotFailed}
        </p>
      }
    >
      <Bars bins={bins} yEnd={yEnd} />
      <TimeAxis times={[...bins.map(({ from }) => from), last.to]} />
    </Plot>
  );
}

const RIGHT = AREA.width - AREA.right;

function Bars({ bins, yEnd }: { readonly bins: readonly TimeBin[]; readonly yEnd: number }) {
  const width = (RIGHT - AREA.left) / bins.length;
  const y = scaleY(AREA, yEnd);
  return (
    <>
      <defs>
        <pattern id="evaluate-hatch" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect className="plot-failed-ground" width="6" height="6" />
          <path className="plot-failed-line" d="M0 6L6 0" />
        </pattern>
      </defs>
      {bins.map(({ from, passed, failed }, at) => {
        const [x, barWidth] = [AREA.left + at * width + 1, Math.max(1, width - 2)];
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
    </>
  );
}

/** @param times the edges of the bins, in milliseconds: every few of them are written. */
function TimeAxis({ times }: { readonly times: readonly number[] }) {
  const texts = useLaterTexts().evaluate;
  const binCount = times.length - 1;
  const width = (RIGHT - AREA.left) / binCount;
  const every = Math.ceil(binCount / 4);
  return (
    <>
      {times.map((time, at) =>
        at % every === 0 ? (
          <text
            key={time}
            className="plot-tick"
            x={AREA.left + at * width}
            y={AREA.height - AREA.bottom + 16}
            textAnchor={at === binCount ? "end" : "middle"}
          >
            {formatDuration(time)}
          </text>
        ) : null,
      )}
      <text className="plot-tick" x={(AREA.left + RIGHT) / 2} y={AREA.height - 4} textAnchor="middle">
        {texts.plotTime}
      </text>
    </>
  );
}
