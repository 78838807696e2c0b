import { Dialog } from "radix-ui";
import { useState } from "react";
import type { DownloadPlan } from "#bundle/download/plan.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { DialogClose } from "#components/ui/dialog-close.tsx";
import { ConsentForm } from "./consent-form.tsx";
import { type LookedUp, SourceForm } from "./source-form.tsx";

interface DownloadDialogProps {
  readonly onStart: (plan: DownloadPlan, token: LookedUp["token"]) => Promise<void>;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
}

/** First which model, then, with its origin and size in sight, whether. */
export function DownloadDialog({ onStart, onClose, returnFocus }: DownloadDialogProps) {
  const texts = useTexts();
  const [found, setFound] = useState<LookedUp | null>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className="dialog download-dialog"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus();
          }}
        >
          <Dialog.Title>{texts.download.title}</Dialog.Title>
          <Dialog.Description>{texts.download.text}</Dialog.Description>
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
          <DialogClose />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
