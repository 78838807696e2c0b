import { niceCeiling } from "#base/nice-ceiling.ts";
import { formatRate } from "#components/format.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Plot, scaleY } from "#components/ui/plot.tsx";
import type { GenerationMetrics } from "#inference/inference-port.ts";
import { type Point, speedSeries, thinned } from "./plot-series.ts";

/** A plot of fewer tokens shows noise: the sentence beside it is enough. */
const LEAST_POINTS = 16;

/** How fast the answer came, and how full it made the KV cache. */
export default function Plots({ metrics }: { readonly metrics: GenerationMetrics }) {
  const texts = useTexts().plots;
  const { tokenTimesMs = [], promptTokens, reusedTokens, lengthLimit } = metrics;
  const speeds = speedSeries(tokenTimesMs);
  const rates = speeds.map(([, rate]) => rate);
  const end = promptTokens + tokenTimesMs.length;
  const fill: readonly Point[] = [
    [0, promptTokens],
    [tokenTimesMs.length, end],
  ];
  return (
    <div className="plots">
      {speeds.length < LEAST_POINTS ? (
        <p className="hint">{texts.tooFew}</p>
      ) : (
        <LinePlot
          title={texts.speed}
          summary={texts.speedSummary(
            formatRate(rates.at(0) ?? 0),
            formatRate(rates.at(-1) ?? 0),
            formatRate(Math.min(...rates)),
            formatRate(Math.max(...rates)),
          )}
          points={thinned(speeds)}
          yEnd={niceCeiling(Math.max(...rates))}
          yLabel={texts.perSecond}
        />
      )}
      {lengthLimit !== undefined && speeds.length < LEAST_POINTS && (
        <p>
          <strong>{texts.cache}</strong>{" "}
          <span className="hint">
            {texts.cacheSummary(promptTokens, reusedTokens, tokenTimesMs.length, end, lengthLimit)}
          </span>
        </p>
      )}
      {lengthLimit !== undefined && speeds.length >= LEAST_POINTS && (
        <LinePlot
          title={texts.cache}
          summary={texts.cacheSummary(promptTokens, reusedTokens, tokenTimesMs.length, end, lengthLimit)}
          points={fill}
          yEnd={lengthLimit}
          yLabel={texts.tokens}
          filled
        />
      )}
    </div>
  );
}

interface LinePlotProps {
  readonly title: string;
  readonly summary: string;
  readonly points: readonly Point[];
  readonly yEnd: number;
  readonly yLabel: string;
  readonly filled?: boolean;
}

const AREA = { width: 420, height: 150, left: 44, right: 8, top: 24, bottom: 24 };

function LinePlot({ title, summary, points, yEnd, yLabel, filled = false }: LinePlotProps) {
  const texts = useTexts().plots;
  const xEnd = Math.max(1, points.at(-1)?.[0] ?? 1);
  const right = AREA.width - AREA.right;
  const x = (token: number) => AREA.left + ((right - AREA.left) * token) / xEnd;
  const y = scaleY(AREA, yEnd);
  const line = points.map(([token, value]) => `${x(token).toFixed(1)},${y(value).toFixed(1)}`);
  const first = points[0]?.[0] ?? 0;
  return (
    <Plot
      title={title}
      summary={summary}
      area={AREA}
      yEnd={yEnd}
      yLabel={yLabel}
      formatY={(value) => texts.number(value)}
    >
      {filled && (
        <polygon
          className="plot-area"
          points={[`${x(first)},${y(0)}`, ...line, `${x(xEnd)},${y(0)}`].join(" ")}
        />
      )}
      <polyline className="plot-line" points={line.join(" ")} />
      <text className="plot-tick" x={x(first)} y={AREA.height - 6}>
        {texts.xEnd(first)}
      </text>
      <text className="plot-tick" x={right} y={AREA.height - 6} textAnchor="end">
        {texts.xEnd(xEnd)}
      </text>
    </Plot>
  );
}
