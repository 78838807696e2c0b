import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { BundleReport, OptionReport } from "#bundle/inspect.ts";
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

/** Running here and packing are two things: a model may do one of them. */
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

/** Which runtime the graph is for, told before anything is loaded. */
function RuntimeHint({ report: { runtime, contextLength } }: { readonly report: BundleReport }) {
  const say = useSay();
  const texts = useTexts().model;
  if (runtime === null) return null;
  return (
    <p className="hint">
      {runtime.kind === "int4"
        ? texts.onKernel(runtime.fittingTokens, contextLength)
        : texts.onOrt(say(runtime.reason))}
    </p>
  );
}
