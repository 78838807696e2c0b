import { X } from "lucide-react";
import { createRef, useEffect, useState } from "react";
import { AppError, isAbort } from "#base/errors.ts";
import type { OpenBundle } from "#bundle/bundle.ts";
import { useActions, useServices } from "#components/app-context.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import type { Progress } from "#base/progress.ts";

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
  const [running, setRunning] = useState<{ progress: Progress; controller: AbortController } | null>(null);

  async function open(opening: OpenBundle): Promise<void> {
    const controller = new AbortController();
    setRunning({ progress: { label: texts.opening }, controller });
    try {
      const { title, runs } = await openMlflow(opening, controller.signal, (loadedBytes, totalBytes) =>
        setRunning({ progress: { label: texts.opening, loadedBytes, totalBytes }, controller }),
      );
      notify({ tone: "success", text: runs ? texts.opened(title) : texts.openedToRead(title) });
    } catch (thrown) {
      notify(
        isAbort(thrown)
          ? { tone: "info", text: texts.cancelled }
          : { tone: "error", text: AppError.from(thrown).wording },
      );
    } finally {
      setRunning(null);
    }
  }

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
      {running && (
        <div className="opening-mlflow">
          <ProgressBar progress={running.progress} />
          <button type="button" className="button small" onClick={() => running.controller.abort()}>
            <X aria-hidden /> {texts.cancel}
          </button>
        </div>
      )}
    </>
  );
}
