import { formatRate } from "#components/format.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { GenerationMetrics } from "#inference/inference-port.ts";
import { niceCeiling, type Point, speedSeries, thinned } from "./plot-series.ts";

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
        <Plot
          title={texts.speed}
          summary={texts.speedSummary(
            formatRate(rates[0]!),
            formatRate(rates.at(-1)!),
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
        <Plot
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

interface PlotProps {
  readonly title: string;
  /** What the plot shows, in words; also shown below it. */
  readonly summary: string;
  readonly points: readonly Point[];
  readonly yEnd: number;
  readonly yLabel: string;
  readonly filled?: boolean;
}

const WIDTH = 420;
const HEIGHT = 150;
const LEFT = 44;
const BOTTOM = 24;
const TOP = 24;
const RIGHT = 8;

function Plot({ title, summary, points, yEnd, yLabel, filled = false }: PlotProps) {
  const texts = useTexts().plots;
  const xEnd = Math.max(1, points.at(-1)?.[0] ?? 1);
  const x = (token: number) => LEFT + ((WIDTH - LEFT - RIGHT) * token) / xEnd;
  const y = (value: number) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * value) / yEnd;
  const line = points.map(([token, value]) => `${x(token).toFixed(1)},${y(value).toFixed(1)}`);
  const first = points[0]?.[0] ?? 0;
  return (
    <figure className="plot">
      <figcaption>
        <strong>{title}</strong> <span className="hint">{summary}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}. ${summary}`}>
        {[0, yEnd / 2, yEnd].map((value) => (
          <g key={value}>
            <line className="plot-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text className="plot-tick" x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {texts.number(value)}
            </text>
          </g>
        ))}
        {filled && (
          <polygon
            className="plot-area"
            points={[`${x(first)},${y(0)}`, ...line, `${x(xEnd)},${y(0)}`].join(" ")}
          />
        )}
        <polyline className="plot-line" points={line.join(" ")} />
        <text className="plot-tick" x={0} y={10}>
          {yLabel}
        </text>
        <text className="plot-tick" x={x(first)} y={HEIGHT - 6}>
          {texts.xEnd(first)}
        </text>
        <text className="plot-tick" x={WIDTH - RIGHT} y={HEIGHT - 6} textAnchor="end">
          {texts.xEnd(xEnd)}
        </text>
      </svg>
    </figure>
  );
}
