import { CircleCheck, CircleX, Trash2, TriangleAlert } from "lucide-react";
import type { DownloadExamination } from "#bundle/download/download-port.ts";
import { type MachineFacts, preflight, type PreflightFinding } from "#bundle/download/preflight.ts";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { formatBytes } from "#components/format.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useSay } from "#components/texts/use-say.ts";
import { BusyButton } from "#components/ui/busy-button.tsx";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { OptionRows } from "./option-rows.tsx";
import type { Examination } from "./use-examination.ts";

interface VerdictProps {
  readonly examination: Examination;
  /** Deleting a model to make room: one thing at a time. */
  readonly busy: boolean;
  readonly run: (act: (signal: AbortSignal) => Promise<void>) => void;
}

/** Whether a model will run here; if there is no room for it, what could make some. */
export function Verdict({ examination, busy, run }: VerdictProps) {
  const texts = useLaterTexts().download;
  const say = useSay();
  const { threads } = useServices().threadFacts;
  const { examined, problem, fetchedBytes } = examination;
  if (problem !== null) return <p className="hint">{texts.notExamined(say(problem))}</p>;
  if (examined === null) return <ProgressBar progress={{ label: texts.examining(fetchedBytes) }} />;
  const { missingBytes, needs, report } = examined;
  const findings = preflight(missingBytes, needs, report, machineFacts(examined, threads));
  const isFull = findings.some(({ subject, level }) => subject === "storage" && level === "bad");
  return (
    <>
      {report && <OptionRows report={report} />}
      <ul className="readiness" aria-label={texts.verdict}>
        {findings.map((finding) => (
          <Finding key={finding.subject} finding={finding} />
        ))}
      </ul>
      {fetchedBytes > 0 && <p className="hint">{texts.examinedBy(fetchedBytes)}</p>}
      {isFull && <LeastUsed {...{ examination, busy, run }} />}
    </>
  );
}

/** Offers to delete the model that was not used for longest. */
function LeastUsed({ examination, busy, run }: VerdictProps) {
  const texts = useLaterTexts().download;
  const { forgetBundle, notify } = useActions();
  /** Last used first. */
  const leastUsed = useApp((state) => state.kept).at(-1);
  if (!leastUsed) return null;
  const { bundleId, name, sizeBytes } = leastUsed;
  return (
    <p className="hint row">
      {texts.leastUsed(name, formatBytes(sizeBytes))}
      <BusyButton
        className="button small"
        busy={busy}
        onClick={() =>
          run(async (signal) => {
            await forgetBundle(bundleId);
            notify({ tone: "info", text: texts.deleted(name) });
            await examination.again(signal);
          })
        }
      >
        <Trash2 aria-hidden /> {texts.deleteLeastUsed(name)}
      </BusyButton>
    </p>
  );
}

function Finding({ finding }: { readonly finding: PreflightFinding }) {
  const texts = useLaterTexts().download;
  const Icon = { good: CircleCheck, caution: TriangleAlert, bad: CircleX }[finding.level];
  const className = { good: "ready", caution: "doubtful", bad: "not-ready" }[finding.level];
  return (
    <li className={className}>
      <Icon aria-hidden />
      <span>{texts.finding(finding)}</span>
    </li>
  );
}

function machineFacts({ freeStorageBytes }: DownloadExamination, threads: number): MachineFacts {
  const { deviceMemory } = navigator;
  return {
    freeStorageBytes,
    memoryBytes: deviceMemory === undefined ? null : deviceMemory * 2 ** 30,
    threads,
  };
}
