import { Dialog } from "radix-ui";
import { useState } from "react";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { useAbortable } from "#components/cells/model/use-abortable.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { saveFile } from "#components/ui/save-file.ts";
import type { Progress } from "#base/progress.ts";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";
import { ErrorLine } from "#components/ui/error-line.tsx";

interface SaveBundleDialogProps {
  readonly onClose: () => void;
  readonly returnFocus: () => void;
}

/** The open notebook and the model of its first model cell, as one file. */
export default function SaveBundleDialog({ onClose, returnFocus }: SaveBundleDialogProps) {
  const texts = useTexts();
  const { saveBundle, notify } = useActions();
  const { embeddedUrl } = useServices();
  const cell = useApp((state) => state.notebook?.cells.find(({ type }) => type === "model"));
  const bundleId = cell?.type === "model" ? cell.bundleId : null;
  const name = useApp((state) => state.bundles.find(({ id }) => id === bundleId)?.name);
  const [progress, setProgress] = useState<Progress | null>(null);
  const { busy, error, run } = useAbortable();

  function save(id: string): void {
    run(async (signal) => {
      setProgress(null);
      const what = { bundleId: id, withNotebook: true, demoUrl: embeddedUrl };
      const { blob, fileName } = await saveBundle(what, setProgress, signal);
      saveFile(blob, fileName);
      notify({ tone: "success", text: texts.bundle.saved(fileName) });
      onClose();
    });
  }

  return (
    <DialogFrame
      title={texts.bundle.saveTitle}
      text={bundleId === null ? texts.bundle.noModel : texts.bundle.saveText(name ?? bundleId)}
      onClose={onClose}
      returnFocus={returnFocus}
    >
      {busy && <ProgressBar progress={progress ?? { label: texts.bundle.making }} />}
      <ErrorLine error={error} />
      <div className="dialog-buttons">
        <Dialog.Close className="button">{texts.documents.cancel}</Dialog.Close>
        {bundleId !== null && (
          <button type="button" className="button primary" disabled={busy} onClick={() => save(bundleId)}>
            {texts.bundle.make}
          </button>
        )}
      </div>
    </DialogFrame>
  );
}
