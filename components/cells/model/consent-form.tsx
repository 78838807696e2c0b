import { useEffect, useState } from "react";
import type { DownloadPace } from "#bundle/download/pace.ts";
import { type DownloadPlan, totalBytesOf } from "#bundle/download/plan.ts";
import { useActions } from "#components/app-context.ts";
import { formatBytes } from "#components/format.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import type { LookedUp } from "./source-form.tsx";
import { originOf } from "./origin-text.ts";
import { PaceFields } from "./pace-fields.tsx";
import { PlanFacts, PlanFiles } from "./plan-facts.tsx";
import { BetterPlan, PlanSelect } from "./plan-select.tsx";
import { useAbortable } from "./use-abortable.ts";
import { useExamination } from "./use-examination.ts";
import { Verdict } from "./verdict.tsx";
import { ErrorLine } from "#components/ui/error-line.tsx";
import "./model.css";

interface ConsentFormProps {
  readonly found: LookedUp;
  readonly onBack: () => void;
  readonly onConsent: (plan: DownloadPlan) => Promise<void>;
}

/** Where the model comes from, how large it is and whether it will run here. Nothing is downloaded before the button is pressed. */
export function ConsentForm({ found: { plans, wanted, token }, onBack, onConsent }: ConsentFormProps) {
  const texts = useLaterTexts().download;
  const { downloadPace, keepDownloadPace } = useActions();
  const { busy, error, run } = useAbortable();
  const [pace, setPace] = useState<DownloadPace | null>(null);
  const [plan, setPlan] = useState(wanted);
  const examination = useExamination(plan, token.token);
  const { examined, isRefused } = examination;
  useEffect(() => void downloadPace().then(setPace), [downloadPace]);

  const { origin } = plan;
  const isClosed = plan.isGated === true && (isRefused || token.token === null);
  const bytes = examined?.missingBytes ?? totalBytesOf(plan);
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
      <PlanSelect plans={plans} chosen={plan} onChoose={setPlan} />
      <BetterPlan plans={plans} chosen={plan} onChoose={setPlan} />
      <PlanFacts plan={plan} />
      {isClosed && origin.kind === "hub" && (
        <p className="field-error" role="alert">
          {texts.gated(`${origin.hubUrl}/${origin.repository}`)}
        </p>
      )}
      <Verdict examination={examination} busy={busy} run={run} />
      {origin.kind === "hub" && origin.holdsWeights && examined?.report?.runtime === null && (
        <p className="hint">{texts.weightsStay(origin.repository)}</p>
      )}
      <PlanFiles plan={plan} />
      {pace !== null && <PaceFields pace={pace} onChange={setPace} />}
      <ErrorLine error={error} />
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onBack}>
          {texts.back}
        </button>
        <button type="submit" className="button primary" disabled={busy || isRefused || isClosed}>
          {texts.consent(formatBytes(bytes), originOf(origin).host)}
        </button>
      </div>
    </form>
  );
}
