import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import type { GraphRuntime } from "#bundle/judge-graph.ts";
import type { BundleReport, OptionReport } from "#bundle/inspect.ts";
import { useActions } from "#components/app-context.ts";
import { estimatedTokensPerSecond } from "#inference/estimated-speed.ts";
import { formatRate } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";

/** What a model can be used for; the same before a download as in the model cell. */
export function OptionRows({ report }: { readonly report: BundleReport }) {
  const texts = useTexts().model;
  return (
    <>
      <ul className="readiness">
        <OptionRow label={texts.option1} report={report.transformers} />
        <OptionRow label={texts.option2} report={report.pyfunc} />
      </ul>
      <RuntimeHint report={report} />
    </>
  );
}

/** Running here and packing are two things: a model may support only one. */
function OptionRow({
  label,
  report: { runs, packs },
}: {
  readonly label: string;
  readonly report: OptionReport;
}) {
  const say = useSay();
  const texts = useTexts().model;
  const isBoth = runs.ready && packs.ready;
  const isNone = !runs.ready && !packs.ready;
  const Icon = isBoth ? CircleCheck : isNone ? CircleX : TriangleAlert;
  const status = isBoth
    ? texts.ready
    : isNone
      ? texts.notReady
      : runs.ready
        ? texts.onlyRuns
        : texts.onlyPacks;
  const reasons = [runs, packs].flatMap((each) => (each.ready ? [] : [say(each.reason)]));
  return (
    <li className={isBoth ? "ready" : isNone ? "not-ready" : "doubtful"}>
      <Icon aria-hidden />
      <span>
        <strong>{status}</strong>: {label}
        {[...new Set(reasons)].map((reason) => (
          <small key={reason}>{reason}</small>
        ))}
      </span>
    </li>
  );
}

/** A smaller model writes faster than people read, so measuring is not worth the time. */
const leastStepBytes = 32e6;

/** The estimated speed of the int4 kernel on this computer; null if unknown, or not known yet. */
function useTokensPerSecond(runtime: GraphRuntime | null): number | null {
  const { kernelSpeed } = useActions();
  const [speed, setSpeed] = useState<number | null>(null);
  const stepBytes = runtime?.kind === "int4" ? runtime.stepBytes : 0;
  const isWanted = stepBytes >= leastStepBytes;
  useEffect(() => {
    let isCurrent = true;
    if (isWanted) void kernelSpeed().then((found) => isCurrent && setSpeed(found));
    return () => {
      isCurrent = false;
    };
  }, [isWanted, kernelSpeed]);
  return isWanted && speed !== null ? estimatedTokensPerSecond(speed, stepBytes) : null;
}

/** The runtime for the graph, before anything is loaded. */
function RuntimeHint({ report: { runtime, contextLength } }: { readonly report: BundleReport }) {
  const say = useSay();
  const texts = useTexts().model;
  const perSecond = useTokensPerSecond(runtime);
  if (runtime === null) return null;
  if (runtime.kind !== "int4") return <p className="hint">{texts.onOrt(say(runtime.reason))}</p>;
  return (
    <p className="hint">
      {texts.onKernel(runtime.fittingTokens, contextLength)}
      {perSecond !== null && ` ${texts.speed(formatRate(perSecond))}`}
    </p>
  );
}
