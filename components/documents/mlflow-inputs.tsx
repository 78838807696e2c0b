import { X } from "lucide-react";
import { createRef, useEffect } from "react";
import type { OpenBundle } from "#bundle/bundle.ts";
import { useActions, useServices } from "#components/app-context.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { useNotifiedWork } from "#components/ui/use-notified-work.ts";

/** Opens one; null while the inputs are not drawn. */
let openOne: ((opening: OpenBundle) => void) | null = null;
/** The page has only one of each. */
const zipInput = createRef<HTMLInputElement>();
const folderInput = createRef<HTMLInputElement>();

/** Opens the file dialog. Call it from a click: browsers allow it only then. */
export function chooseMlflow(form: "zip" | "folder"): void {
  (form === "zip" ? zipInput : folderInput).current?.click();
}

/** Passes what was dropped to `MlflowInputs`. */
export function openMlflowFrom(opening: OpenBundle): void {
  openOne?.(opening);
}

/** The page's inputs for MLflow models, and the progress of opening one. */
export function MlflowInputs() {
  const texts = useTexts().mlflowModel;
  const { reader } = useServices();
  const { openMlflow, notify } = useActions();
  const { progress, run, cancel } = useNotifiedWork(texts.cancelled);

  const open = (opening: OpenBundle) =>
    run({ label: texts.opening }, async (signal, onProgress) => {
      const { title, runs } = await openMlflow(opening, signal, (loadedBytes, totalBytes) =>
        onProgress({ label: texts.opening, loadedBytes, totalBytes }),
      );
      notify({ tone: "success", text: runs ? texts.opened(title) : texts.openedToRead(title) });
    });

  useEffect(() => {
    openOne = (opening) => void open(opening);
    return () => {
      openOne = null;
    };
  });

  return (
    <>
      <input
        type="file"
        ref={zipInput}
        hidden
        accept=".zip,application/zip"
        aria-label={texts.zipInput}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // Emptied, so that the same file can be chosen again.
          target.value = "";
          if (file) void open((signal, onBytes) => reader.openZip(file, { signal, onBytes }));
        }}
      />
      <input
        type="file"
        ref={folderInput}
        hidden
        multiple
        {...{ webkitdirectory: "" }}
        aria-label={texts.folderInput}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = "";
          if (files.length > 0)
            void open(async (signal) => (await import("#bundle/open-folder.ts")).openFolder(files, signal));
        }}
      />
      {progress && (
        <div className="opening-mlflow">
          <ProgressBar progress={progress} />
          <button type="button" className="button small" onClick={cancel}>
            <X aria-hidden /> {texts.cancel}
          </button>
        </div>
      )}
    </>
  );
}
