import type { ReactNode } from "react";
import "./plot.css";

/** In the units of the plot's own coordinates; the page scales them. */
interface PlotArea {
  readonly width: number;
  readonly height: number;
  /** The margins, which hold the numbers and the names of the axes. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface PlotProps {
  readonly className?: string;
  readonly title: string;
  /** What the plot shows, in words; also shown above it. */
  readonly summary: string;
  readonly area: PlotArea;
  /** The value at the top of the y axis, which begins at 0. */
  readonly yEnd: number;
  readonly yLabel: string;
  readonly formatY: (value: number) => string;
  /** What is drawn over the grid. */
  readonly children: ReactNode;
  readonly legend?: ReactNode;
}

/** A picture with a title, its summary in words, and the y axis with its grid. */
export function Plot(props: PlotProps) {
  const { className, title, summary, area, yEnd, yLabel, formatY, children, legend } = props;
  const y = scaleY(area, yEnd);
  return (
    <figure className={className === undefined ? "plot" : `plot ${className}`}>
      <figcaption>
        <strong>{title}</strong> <span className="hint">{summary}</span>
      </figcaption>
      <svg viewBox={`0 0 ${area.width} ${area.height}`} role="img" aria-label={`${title}. ${summary}`}>
        {[0, yEnd / 2, yEnd].map((value) => (
          <g key={value}>
            <line
              className="plot-grid"
              x1={area.left}
              x2={area.width - area.right}
              y1={y(value)}
              y2={y(value)}
            />
            <text className="plot-tick" x={area.left - 6} y={y(value) + 4} textAnchor="end">
              {formatY(value)}
            </text>
          </g>
        ))}
        {children}
        <text className="plot-tick" x={0} y={11}>
          {yLabel}
        </text>
      </svg>
      {legend}
    </figure>
  );
}

/** Where a value stands in the picture. */
export function scaleY(area: PlotArea, yEnd: number): (value: number) => number {
  const inner = area.height - area.bottom - area.top;
  return (value) => area.height - area.bottom - (inner * value) / yEnd;
}
