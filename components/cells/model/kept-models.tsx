import { BookOpen, FileDown, ShieldCheck, Trash2, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { formatBytes } from "#components/format.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { BusyButton } from "#components/ui/busy-button.tsx";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { Progress } from "#base/progress.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { saveFile } from "#components/ui/save-file.ts";
import { originOf } from "./origin-text.ts";
import { useAbortable } from "./use-abortable.ts";
import { ErrorLine } from "#components/ui/error-line.tsx";

/** The downloaded models: sizes, last use, a check of every byte, and deleting. */
export function KeptModels() {
  const texts = useLaterTexts().download;
  const kept = useApp((state) => state.kept);
  if (kept.length === 0) return null;
  const totalBytes = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <details className="disclosure">
      <summary>{texts.kept(kept.length, formatBytes(totalBytes))}</summary>
      <ul className="downloads">
        {kept.map((model) => (
          <KeptRow key={model.id} model={model} />
        ))}
      </ul>
      <Persistence />
    </details>
  );
}

/** What is done to a kept model, one thing at a time. */
function useKeptModel({ id, bundleId, name, sizeBytes }: KeptModel) {
  const { download: texts } = useLaterTexts();
  const { bundle: bundleTexts } = useTexts();
  const { embeddedUrl } = useServices();
  const { checkKeptModel, saveBundle, notify } = useActions();
  const { run, ...work } = useAbortable();
  const [progress, setProgress] = useState<Progress | null>(null);
  return {
    ...work,
    progress,
    /** Without progress. */
    run: (act: (signal: AbortSignal) => Promise<void>) => {
      setProgress(null);
      run(act);
    },
    check: () => {
      const told = (loadedBytes: number) =>
        setProgress({ label: texts.checking, loadedBytes, totalBytes: sizeBytes });
      told(0);
      run(async (signal) => {
        const damaged = await checkKeptModel(id, told, signal);
        if (damaged.length === 0) notify({ tone: "success", text: texts.sound(name) });
        else notify({ tone: "error", text: texts.damaged(name, damaged) });
      });
    },
    save: () => {
      setProgress({ label: bundleTexts.making });
      run(async (signal) => {
        const what = { bundleId, withNotebook: false, demoUrl: embeddedUrl };
        const { blob, fileName } = await saveBundle(what, setProgress, signal);
        saveFile(blob, fileName);
        notify({ tone: "success", text: bundleTexts.saved(fileName) });
      });
    },
  };
}

function KeptRow({ model }: { readonly model: KeptModel }) {
  const { download: texts } = useLaterTexts();
  const { bundle: bundleTexts } = useTexts();
  const { forgetBundle, openNotebookOf, notify } = useActions();
  const { busy, error, stop, progress, run, check, save } = useKeptModel(model);
  const [asking, setAsking] = useState(false);
  const { bundleId, name, origin, sizeBytes, lastUsedAtMs } = model;
  return (
    <li aria-label={name}>
      <div className="row">
        <strong>{name}</strong>
        <span className="muted">{formatBytes(sizeBytes)}</span>
        <span className="muted">{texts.lastUsed(new Date(lastUsedAtMs))}</span>
        <span className="download-buttons">
          <BusyButton className="button small" busy={busy} onClick={check}>
            <ShieldCheck aria-hidden /> {texts.check}
          </BusyButton>
          <BusyButton className="button small" busy={busy} onClick={save}>
            <FileDown aria-hidden /> {bundleTexts.export}
          </BusyButton>
          {model.hasNotebook && (
            <BusyButton className="button small" busy={busy} onClick={() => run(() => openNotebookOf(model))}>
              <BookOpen aria-hidden /> {bundleTexts.openNotebook}
            </BusyButton>
          )}
          <BusyButton className="button small" busy={busy} onClick={() => setAsking(true)}>
            <Trash2 aria-hidden /> {texts.delete}
          </BusyButton>
        </span>
      </div>
      <ConfirmDialog
        open={asking}
        title={texts.deleteTitle(name)}
        text={texts.deleteText(formatBytes(sizeBytes))}
        confirm={texts.deleteConfirm}
        cancel={texts.goOn}
        onConfirm={() => {
          setAsking(false);
          run(async () => {
            await forgetBundle(bundleId);
            notify({ tone: "info", text: texts.deleted(name) });
          });
        }}
        onCancel={() => setAsking(false)}
      />
      <p className="hint digest">{originOf(origin).detail}</p>
      {busy && progress !== null && (
        <div className="row downloading">
          <ProgressBar progress={progress} />
          <button type="button" className="button small" onClick={stop}>
            <X aria-hidden /> {bundleTexts.stop}
          </button>
        </div>
      )}
      <ErrorLine error={error} />
    </li>
  );
}

/** Whether the browser can delete the models when space is short. */
function Persistence() {
  const texts = useLaterTexts().download;
  const { modelsPersisted } = useActions();
  const [persisted, setPersisted] = useState<boolean | null>(null);
  const [asked, setAsked] = useState(false);
  useEffect(
    () => void modelsPersisted(false).then(setPersisted, () => setPersisted(false)),
    [modelsPersisted],
  );
  if (persisted === null) return null;
  if (persisted) return <p className="hint">{texts.persisted}</p>;
  return (
    <p className="hint row">
      {asked ? texts.persistRefused : texts.notPersisted}
      {!asked && (
        <button
          type="button"
          className="button small"
          onClick={() => {
            void modelsPersisted(true).then((granted) => {
              setPersisted(granted);
              setAsked(true);
            });
          }}
        >
          {texts.persist}
        </button>
      )}
    </p>
  );
}
