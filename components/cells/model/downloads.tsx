import { CircleAlert, Pause, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { AppError } from "#base/errors.ts";
import { useActions, useApp } from "#components/app-context.ts";
import { formatBytes, formatDuration } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { CellId } from "#notebook/cell.ts";
import type { DownloadEntry } from "#store/download-slice.ts";

/** Unfinished downloads, of this tab, of other tabs and of earlier visits. */
export function Downloads({ cellId }: { readonly cellId: CellId }) {
  const texts = useLaterTexts().download;
  const downloads = useApp((state) => state.downloads);
  if (downloads.length === 0) return null;
  return (
    <ul className="downloads" aria-label={texts.running}>
      {downloads.map((entry) => (
        <DownloadRow key={entry.id} entry={entry} cellId={cellId} />
      ))}
    </ul>
  );
}

function DownloadRow({ entry, cellId }: { readonly entry: DownloadEntry; readonly cellId: CellId }) {
  const texts = useLaterTexts().download;
  const say = useSay();
  const { pauseDownload, resumeDownload, cancelDownload, notify } = useActions();
  const { id, name, loadedBytes, totalBytes, state } = entry;
  const [asking, setAsking] = useState(false);
  const cancel = () => {
    setAsking(false);
    cancelDownload(id).then(
      () => notify({ tone: "info", text: texts.cancelled(name) }),
      (thrown: unknown) => notify({ tone: "error", text: AppError.from(thrown).wording }),
    );
  };
  return (
    <li aria-label={name}>
      <div className="row">
        <strong>{name}</strong>
        <span className="muted">
          {formatBytes(loadedBytes)} / {formatBytes(totalBytes)}
        </span>
        <span className="muted">{stateText(entry, texts)}</span>
        <span className="download-buttons">
          {state.status === "running" ? (
            <button type="button" className="button small" onClick={() => pauseDownload(id)}>
              <Pause aria-hidden /> {texts.pause}
            </button>
          ) : (
            <button type="button" className="button small" onClick={() => resumeDownload(id, cellId)}>
              <Play aria-hidden /> {texts.resume}
            </button>
          )}
          <button type="button" className="button small" onClick={() => setAsking(true)}>
            <Trash2 aria-hidden /> {texts.cancel}
          </button>
        </span>
      </div>
      <ConfirmDialog
        open={asking}
        title={texts.cancelTitle(name)}
        text={texts.cancelText(formatBytes(loadedBytes))}
        confirm={texts.cancelConfirm}
        cancel={texts.goOn}
        onConfirm={cancel}
        onCancel={() => setAsking(false)}
      />
      <progress aria-label={texts.progressOf(name)} value={totalBytes === 0 ? 1 : loadedBytes / totalBytes} />
      {state.status === "running" && state.progress?.trouble && (
        <p className="hint">
          {texts.trouble(say(state.progress.trouble.reason), formatDuration(state.progress.trouble.waitMs))}
        </p>
      )}
      {state.status === "failed" && (
        <div className="problem" role="alert">
          <CircleAlert aria-hidden />
          <div>
            <strong>{texts.failed}</strong>
            <p>{say(state.error)}</p>
          </div>
        </div>
      )}
    </li>
  );
}

function stateText({ state }: DownloadEntry, texts: ReturnType<typeof useLaterTexts>["download"]): string {
  if (state.status === "paused") return texts.paused;
  if (state.status === "failed") return texts.stopped;
  const { progress, elsewhere } = state;
  const speed = progress?.bytesPerSecond ?? null;
  const parts = [
    ...(elsewhere ? [texts.elsewhere] : []),
    progress?.phase === "checking" ? texts.checkingParts : texts.downloading,
    ...(speed === null ? [] : [texts.speed(formatBytes(Math.round(speed)))]),
    ...(progress?.remainingMs == null ? [] : [texts.left(formatDuration(progress.remainingMs))]),
  ];
  return parts.join(" · ");
}
