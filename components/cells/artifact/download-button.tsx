import { Download, HardDriveDownload, X } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useActions } from "#components/app-context.ts";
import { canChooseFile, chooseFile, writeToFile } from "#components/ui/choose-file.ts";
import { saveFile } from "#components/ui/save-file.ts";
import { useNotifiedWork } from "#components/ui/use-notified-work.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import type { Progress } from "#base/progress.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import "./artifact.css";

export function DownloadButton({ artifact }: { readonly artifact: Artifact }) {
  const texts = useTexts().artifact;
  const { zipArtifact, notify } = useActions();
  const [withSums, setWithSums] = useState(false);
  const { progress, run, cancel } = useNotifiedWork(texts.cancelled);
  const pressed = useRef<"download" | "save" | null>(null);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const downloadButton = useRef<HTMLButtonElement>(null);
  const saveButton = useRef<HTMLButtonElement>(null);
  const isZipping = progress !== null;
  // The pressed button is replaced by Cancel and comes back, and so does the focus, unless the person has moved on.
  useEffect(() => {
    if (pressed.current === null || document.activeElement !== document.body) return;
    const back = pressed.current === "save" ? saveButton : downloadButton;
    (isZipping ? cancelButton : back).current?.focus();
  }, [isZipping]);

  const zipIt = (onProgress: (progress: Progress) => void, signal: AbortSignal) =>
    zipArtifact({ ...artifact, withSums }, onProgress, signal);

  async function download(): Promise<void> {
    pressed.current = "download";
    await run({ label: texts.zipping }, async (signal, onProgress) => {
      const zip = await zipIt(onProgress, signal);
      saveFile(zip, `${artifact.name}.zip`);
      notify({ tone: "success", text: texts.downloaded(artifact.name) });
    });
  }

  /** Asks for the place first: browsers allow the dialog only right after a click. */
  async function save(): Promise<void> {
    pressed.current = "save";
    const file = await chooseFile(`${artifact.name}.zip`);
    if (file === null) return;
    await run({ label: texts.zipping }, async (signal, onProgress) => {
      const zip = await zipIt(onProgress, signal);
      await writeToFile(zip, file, {
        signal,
        onBytes: (loadedBytes) => onProgress({ label: texts.writing, loadedBytes, totalBytes: zip.size }),
      });
      notify({ tone: "success", text: texts.written(file.name) });
    });
  }

  // The keys keep React from turning another button, with its focus, into Cancel.
  if (progress) {
    return <Zipping key="zipping" progress={progress} cancelButton={cancelButton} onCancel={cancel} />;
  }
  return (
    <div className="row">
      <button ref={downloadButton} type="button" className="button primary" onClick={() => void download()}>
        <Download aria-hidden /> {texts.download(artifact.name)}
      </button>
      {canChooseFile() && (
        <button ref={saveButton} type="button" className="button" onClick={() => void save()}>
          <HardDriveDownload aria-hidden /> {texts.saveAs}
        </button>
      )}
      <label className="check" title={texts.sumsHint}>
        <input type="checkbox" checked={withSums} onChange={({ target }) => setWithSums(target.checked)} />
        {texts.sums}
      </label>
    </div>
  );
}

interface ZippingProps {
  readonly progress: Progress;
  readonly cancelButton: RefObject<HTMLButtonElement | null>;
  readonly onCancel: () => void;
}

function Zipping({ progress, cancelButton, onCancel }: ZippingProps) {
  const texts = useTexts().artifact;
  return (
    <div className="row downloading">
      <ProgressBar progress={progress} />
      <button ref={cancelButton} type="button" className="button small" onClick={onCancel}>
        <X aria-hidden /> {texts.cancel}
      </button>
    </div>
  );
}
