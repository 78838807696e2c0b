import { CircleCheck, CircleX, Trash2, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { AppError, wordingOf } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import type { DownloadPace } from "#bundle/download/pace.ts";
import { type DownloadPlan, totalBytesOf } from "#bundle/download/plan.ts";
import { comparePublished } from "#bundle/download/published-files.ts";
import { type MachineFacts, preflight, type PreflightFinding } from "#bundle/download/preflight.ts";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { formatBytes, formatCount } from "#components/format.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { DownloadExamination } from "#bundle/download/download-port.ts";
import type { LookedUp } from "./source-form.tsx";
import { OptionRows } from "./option-rows.tsx";
import { originOf } from "./origin-text.ts";
import { PaceFields } from "./pace-fields.tsx";
import { useAbortable } from "./use-abortable.ts";
import "./model.css";

interface ConsentFormProps {
  readonly found: LookedUp;
  readonly onBack: () => void;
  readonly onConsent: (plan: DownloadPlan) => Promise<void>;
}

/** What was found of a model before its download, or why nothing was. */
interface Answer {
  readonly planId: string;
  readonly examined?: DownloadExamination;
  readonly problem?: Wording;
  /** Its server refuses the files: a download would end at the first. */
  readonly isRefused?: boolean;
}

/** Where it comes from, how large it is and whether it will run here; nothing is downloaded before the button. */
export function ConsentForm({ found, onBack, onConsent }: ConsentFormProps) {
  const { download: texts, bundle: bundleTexts } = useTexts();
  const { examineModel, downloadPace, keepDownloadPace, forgetBundle, notify } = useActions();
  const say = useSay();
  const { threads } = useServices().threadFacts;
  /** Last used first. */
  const leastUsed = useApp((state) => state.kept).at(-1);
  const { busy, error, run } = useAbortable();
  const [pace, setPace] = useState<DownloadPace | null>(null);
  const [chosen, setChosen] = useState(0);
  const [answer, setAnswer] = useState<Answer | null>(null);
  /** For the verdict. */
  const [fetched, setFetched] = useState({ planId: "", bytes: 0 });
  const plan = found.plans[chosen]!;
  const fetchedBytes = fetched.planId === plan.id ? fetched.bytes : 0;
  /** An answer for the model that was chosen before does not hold. */
  const { examined = null, problem = null, isRefused = false } = answer?.planId === plan.id ? answer : {};

  useEffect(() => {
    const controller = new AbortController();
    const planId = plan.id;
    const tell = (bytes: number): void => setFetched({ planId, bytes });
    examineModel(plan, found.token.token, tell, controller.signal).then(
      (examined) => setAnswer({ planId, examined }),
      (thrown: unknown) => {
        const { status } = AppError.from(thrown).details;
        const isRefused = status === 401 || status === 403;
        if (!controller.signal.aborted) setAnswer({ planId, problem: wordingOf(thrown), isRefused });
      },
    );
    return () => controller.abort();
  }, [plan, found.token.token, examineModel]);

  useEffect(() => void downloadPace().then(setPace), [downloadPace]);

  const findings =
    examined === null
      ? []
      : preflight(examined.missingBytes, examined.needs, examined.report, machineFacts(examined, threads));
  const isFull = findings.some(({ subject, level }) => subject === "storage" && level === "bad");
  const isClosed = plan.isGated === true && (isRefused || found.token.token === null);
  const { host, detail } = originOf(plan.origin);
  const published = comparePublished(plan);
  const unhashed = plan.files.filter(({ digest }) => digest === null).length;
  return (
    <form
      className="download-form"
      onSubmit={(event) => {
        event.preventDefault();
        run(async () => {
          if (pace !== null) await keepDownloadPace(pace);
          await onConsent(plan);
        });
      }}
    >
      {found.plans.length > 1 && (
        <Field label={texts.variant}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={chosen}
              onChange={({ target }) => setChosen(Number(target.value))}
            >
              {found.plans.map((each, place) => (
                <option key={each.id} value={place}>
                  {each.origin.kind === "hub" && each.origin.variant !== "" ? each.origin.variant : each.name}
                  , {formatBytes(totalBytesOf(each))}
                  {each.fitness === undefined ? "" : `, ${texts.fitness[each.fitness]}`}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <BetterPlan plans={found.plans} chosen={chosen} onChoose={setChosen} />
      <dl className="facts">
        <div>
          <dt>{texts.from}</dt>
          <dd>{host}</dd>
        </div>
        <div>
          <dt>{texts.model}</dt>
          <dd className="digest">{detail}</dd>
        </div>
        <div>
          <dt>{texts.size}</dt>
          <dd>{texts.sizeOf(formatBytes(totalBytesOf(plan)), formatCount(plan.files.length))}</dd>
        </div>
      </dl>
      {plan.notebook !== undefined && <p className="hint">{bundleTexts.withNotebook}</p>}
      {examined === null && problem === null && (
        <ProgressBar progress={{ label: texts.examining(fetchedBytes) }} />
      )}
      {problem !== null && <p className="hint">{texts.notExamined(say(problem))}</p>}
      {isClosed && plan.origin.kind === "hub" && (
        <p className="field-error" role="alert">
          {texts.gated(`${plan.origin.hubUrl}/${plan.origin.repository}`)}
        </p>
      )}
      {examined?.report && <OptionRows report={examined.report} />}
      {examined !== null && (
        <ul className="readiness" aria-label={texts.verdict}>
          {findings.map((finding) => (
            <Finding key={finding.subject} finding={finding} />
          ))}
        </ul>
      )}
      {examined !== null && fetchedBytes > 0 && <p className="hint">{texts.examinedBy(fetchedBytes)}</p>}
      {isFull && leastUsed && (
        <p className="hint row">
          {texts.leastUsed(leastUsed.name, formatBytes(leastUsed.sizeBytes))}
          <button
            type="button"
            className="button small"
            disabled={busy}
            onClick={() =>
              run(async (signal) => {
                await forgetBundle(leastUsed.bundleId);
                notify({ tone: "info", text: texts.deleted(leastUsed.name) });
                setAnswer({
                  planId: plan.id,
                  examined: await examineModel(
                    plan,
                    found.token.token,
                    (bytes) => setFetched({ planId: plan.id, bytes }),
                    signal,
                  ),
                });
              })
            }
          >
            <Trash2 aria-hidden /> {texts.deleteLeastUsed(leastUsed.name)}
          </button>
        </p>
      )}
      {plan.origin.kind === "hub" && plan.origin.holdsWeights && examined?.report?.runtime === null && (
        <p className="hint">{texts.weightsStay(plan.origin.repository)}</p>
      )}
      {published !== null && (
        <p className="hint">{texts.published(published.modelName, published.different)}</p>
      )}
      <p className="hint">{unhashed === 0 ? texts.allHashed : texts.someUnhashed(unhashed)}</p>
      <details className="disclosure">
        <summary>{texts.files}</summary>
        <ScrollRegion label={texts.files} className="download-files">
          <ul className="file-list mono">
            {plan.files.map((file) => (
              <li key={file.path}>
                <span>{file.path}</span>
                <span className="muted">{formatBytes(file.sizeBytes)}</span>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      </details>
      {pace !== null && <PaceFields pace={pace} onChange={setPace} />}
      {error !== null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onBack}>
          {texts.back}
        </button>
        <button type="submit" className="button primary" disabled={busy || isRefused || isClosed}>
          {texts.consent(formatBytes(examined?.missingBytes ?? totalBytesOf(plan)), host)}
        </button>
      </div>
    </form>
  );
}

/** In what order a person would have them. */
const fitnessOrder = ["none", "unknown", "slow", "one", "both"];

interface BetterPlanProps {
  readonly plans: readonly DownloadPlan[];
  readonly chosen: number;
  readonly onChoose: (place: number) => void;
}

/** Which model of the same source runs better than the chosen one. */
function BetterPlan({ plans, chosen, onChoose }: BetterPlanProps) {
  const texts = useTexts().download;
  const rank = ({ fitness }: DownloadPlan): number => fitnessOrder.indexOf(fitness ?? "unknown");
  const best = plans.reduce((best, plan) => (rank(plan) > rank(best) ? plan : best), plans[chosen]!);
  if (best === plans[chosen] || best.origin.kind !== "hub") return null;
  return (
    <p className="hint row">
      {texts.better(best.origin.variant)}
      <button type="button" className="button small" onClick={() => onChoose(plans.indexOf(best))}>
        {texts.chooseBetter}
      </button>
    </p>
  );
}

function Finding({ finding }: { readonly finding: PreflightFinding }) {
  const texts = useTexts().download;
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
  // Chromium alone tells it, in GiB.
  const { deviceMemory } = navigator;
  return {
    freeStorageBytes,
    memoryBytes: deviceMemory === undefined ? null : deviceMemory * 2 ** 30,
    threads,
  };
}
