import { Dialog } from "radix-ui";
import { useState } from "react";
import { useActions } from "#components/app-context.ts";
import { ConsentForm } from "#components/cells/model/consent-form.tsx";
import type { LookedUp } from "#components/cells/model/source-form.tsx";
import { useAbortable } from "#components/cells/model/use-abortable.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import type { Texts } from "#components/texts/en.ts";
import type { LaterTexts } from "#components/texts/en-later.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";
import { ErrorLine } from "#components/ui/error-line.tsx";

/** Asks before contacting the bundle's server, and again, with the size, before the download. */
export default function BundleLinkDialog({
  url,
  onClose,
}: {
  readonly url: URL;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const { download } = useLaterTexts();
  const { lookUpModel, startDownload } = useActions();
  const { busy, error, run } = useAbortable();
  const [found, setFound] = useState<LookedUp | null>(null);
  const lookUp = () =>
    run(async (signal) => {
      const plans = await lookUpModel({ kind: "manifest", url: url.href }, null, () => undefined, signal);
      const [wanted] = plans;
      if (wanted) setFound({ plans, wanted, token: { token: null, keep: false } });
    });
  return (
    <DialogFrame
      title={texts.bundle.linkTitle(url.host)}
      text={found === null ? texts.bundle.linkText : descriptionOf(found, texts, download)}
      className="download-dialog"
      onClose={onClose}
    >
      {found === null ? (
        <form
          className="download-form"
          onSubmit={(event) => {
            event.preventDefault();
            lookUp();
          }}
        >
          <p className="digest mono">{url.href}</p>
          <ErrorLine error={error} />
          {busy && <ProgressBar progress={{ label: download.lookingUp }} />}
          <div className="dialog-buttons">
            <Dialog.Close className="button">{texts.bundle.leave}</Dialog.Close>
            <button type="submit" className="button primary" disabled={busy}>
              {texts.bundle.ask(url.host)}
            </button>
          </div>
        </form>
      ) : (
        <ConsentForm
          found={found}
          onBack={() => setFound(null)}
          onConsent={async (plan) => {
            await startDownload(plan, null, found.token);
            onClose();
          }}
        />
      )}
    </DialogFrame>
  );
}

function descriptionOf({ wanted }: LookedUp, texts: Texts, download: LaterTexts["download"]): string {
  // With a notebook, the form says what happens to it.
  return wanted.notebook === undefined ? texts.bundle.withoutNotebook : download.text;
}
