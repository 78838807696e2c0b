import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import type { DownloadPlan } from "#bundle/download/plan.ts";
import { useActions } from "#components/app-context.ts";
import { formatDuration } from "#components/format.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import type { TokenChoice } from "#store/download-slice.ts";
import { isList, NOTHING_TYPED, SourceFields, sourceOf, type TypedSource } from "./source-fields.tsx";
import { useAbortable } from "./use-abortable.ts";
import { ErrorLine } from "#components/ui/error-line.tsx";

/** A source after look-up, and the token used for it. */
export interface LookedUp {
  readonly plans: readonly DownloadPlan[];
  /** The first of them. */
  readonly wanted: DownloadPlan;
  readonly token: TokenChoice;
}

export function SourceForm({ onFound }: { readonly onFound: (found: LookedUp) => void }) {
  const texts = useLaterTexts().download;
  const { lookUpModel, keptToken, forgetToken } = useActions();
  const { busy, error, run } = useAbortable();
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const change = (part: Partial<TypedSource>) => setTyped((before) => ({ ...before, ...part }));
  /** How long the host said to wait during look-up. */
  const [waitMs, setWaitMs] = useState<number | null>(null);
  const { hubUrl } = typed;

  useEffect(() => {
    let isCurrent = true;
    void keptToken(hubUrl).then((token) => {
      if (isCurrent && token !== null) setTyped((before) => ({ ...before, token, keepsToken: true }));
    });
    return () => {
      isCurrent = false;
    };
  }, [hubUrl, keptToken]);

  function lookUp(): void {
    run(async (signal) => {
      const keep = typed.keepsToken;
      const token = isList(typed) || typed.token.trim() === "" ? null : typed.token.trim();
      if (!isList(typed) && !keep) await forgetToken(hubUrl);
      setWaitMs(null);
      const plans = await lookUpModel(sourceOf(typed), token, setWaitMs, signal);
      const [wanted] = plans;
      if (wanted) onFound({ plans, wanted, token: { token, keep } });
    });
  }

  return (
    <form
      className="download-form"
      onSubmit={(event) => {
        event.preventDefault();
        lookUp();
      }}
    >
      <SourceFields typed={typed} onChange={change} />
      <ErrorLine error={error} />
      {busy && (
        <ProgressBar
          progress={{ label: waitMs === null ? texts.lookingUp : texts.waiting(formatDuration(waitMs)) }}
        />
      )}
      <div className="dialog-buttons">
        <Dialog.Close className="button">{texts.close}</Dialog.Close>
        <button type="submit" className="button primary" disabled={busy}>
          {texts.lookUp}
        </button>
      </div>
    </form>
  );
}
