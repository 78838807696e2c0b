import { useState } from "react";
import type { DownloadPlan } from "#bundle/download/plan.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { ConsentForm } from "./consent-form.tsx";
import { type LookedUp, SourceForm } from "./source-form.tsx";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";

interface DownloadDialogProps {
  readonly onStart: (plan: DownloadPlan, token: LookedUp["token"]) => Promise<void>;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
}

/** First asks which model, then shows its origin and size and asks whether to download it. */
export function DownloadDialog({ onStart, onClose, returnFocus }: DownloadDialogProps) {
  const texts = useLaterTexts().download;
  const [found, setFound] = useState<LookedUp | null>(null);
  return (
    <DialogFrame
      title={texts.title}
      text={found === null ? texts.textBefore : texts.text}
      className="download-dialog"
      onClose={onClose}
      returnFocus={returnFocus}
    >
      {found === null ? (
        <SourceForm onFound={setFound} />
      ) : (
        <ConsentForm
          found={found}
          onBack={() => setFound(null)}
          onConsent={async (plan) => {
            await onStart(plan, found.token);
            onClose();
          }}
        />
      )}
    </DialogFrame>
  );
}
