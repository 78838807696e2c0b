import { Dialog } from "radix-ui";
import { useState } from "react";
import type { Progress } from "#base/progress.ts";
import { useActions } from "#components/app-context.ts";
import { useAbortable } from "#components/cells/model/use-abortable.ts";
import { formatBytes } from "#components/format.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useSay } from "#components/texts/use-say.ts";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";
import { ErrorLine } from "#components/ui/error-line.tsx";
import { saveFile } from "#components/ui/save-file.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { isLocal, type SharedModel } from "#share/shared-model.ts";
import type { DemoFiles } from "#share/demo-files.ts";
import { useShareTexts } from "./share-texts.ts";
import "./share.css";
import { usePublish } from "./use-publish.ts";
import { useSharedModel } from "./use-shared-model.ts";

interface PublishDialogProps {
  readonly onClose: () => void;
  readonly returnFocus: () => void;
}

/** The open notebook as a static site. */
export default function PublishDialog({ onClose, returnFocus }: PublishDialogProps) {
  const texts = useShareTexts();
  const say = useSay();
  const found = useSharedModel();
  return (
    <DialogFrame
      title={texts.publishTitle}
      text={texts.publishText}
      onClose={onClose}
      returnFocus={returnFocus}
    >
      {found.state === "none" && <p>{`${texts.noModel} ${texts.withoutDemo}`}</p>}
      {found.state === "failed" && (
        <>
          <ErrorLine error={say(found.error)} />
          <p>{texts.withoutDemo}</p>
        </>
      )}
      {found.state === "found" && <PublishForm {...found} onClose={onClose} />}
      {(found.state === "none" || found.state === "failed") && (
        <PublishForm model={null} demo={null} onClose={onClose} />
      )}
    </DialogFrame>
  );
}

interface PublishFormProps {
  /** null: the notebook has none that opens, and is published to be read. */
  readonly model: SharedModel | null;
  readonly demo: DemoFiles | null;
  readonly onClose: () => void;
}

function PublishForm({ model, demo, onClose }: PublishFormProps) {
  const texts = useShareTexts();
  const { notify } = useActions();
  const publish = usePublish(model, demo);
  const [progress, setProgress] = useState<Progress | null>(null);
  const { busy, error, run } = useAbortable();
  const address = model?.address ?? null;
  const runs = model?.runs === true;
  const modelBytes = model?.bundle.files.reduce((sum, file) => sum + file.sizeBytes, 0) ?? 0;
  // Only what other hosts' pages may load is offered as the model's place.
  const isOpen = address !== null && (address.origin !== location.origin || demo?.isOpen === true);
  const elsewhere = isOpen ? address : null;
  const [isInside, setInside] = useState(true);
  const isWhole = isInside || elsewhere === null;
  const { demoBytes } = publish;
  const make = () =>
    run(async (signal) => {
      setProgress(null);
      const { blob, fileName } = await publish.make(isWhole ? null : elsewhere, setProgress, signal);
      saveFile(blob, fileName);
      notify({ tone: "success", text: texts.saved(fileName) });
      onClose();
    });
  return (
    <div className="share-dialog publish-form">
      {elsewhere !== null && runs && (
        <Segmented
          label={texts.where}
          value={isInside ? "zip" : "elsewhere"}
          options={[
            { value: "zip", label: texts.inZip(formatBytes(modelBytes)) },
            { value: "elsewhere", label: texts.elsewhere(elsewhere.host) },
          ]}
          onChange={(value) => setInside(value === "zip")}
        />
      )}
      <output>
        {demoBytes !== null &&
          model !== null &&
          (isWhole
            ? texts.sizeParts(formatBytes(demoBytes + modelBytes), formatBytes(modelBytes))
            : texts.size(formatBytes(demoBytes)))}
      </output>
      {!isWhole && isLocal(elsewhere) && <p className="hint">{texts.localElsewhere(elsewhere.host)}</p>}
      {model !== null && (
        <p className="hint">
          {runs
            ? texts.reader(formatBytes(model.sizeBytes))
            : `${texts.noDemo(model.bundle.name)} ${texts.withoutDemo}`}
        </p>
      )}
      <p className="hint">{model === null ? texts.publicNotebook : texts.publicNote}</p>
      {busy && <ProgressBar progress={progress ?? { label: texts.making }} />}
      <ErrorLine error={error} />
      <div className="dialog-buttons">
        <Dialog.Close className="button">{texts.cancel}</Dialog.Close>
        <button type="button" className="button primary" disabled={busy || demoBytes === null} onClick={make}>
          {texts.make}
        </button>
      </div>
    </div>
  );
}
