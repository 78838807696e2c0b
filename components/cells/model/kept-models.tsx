import { ShieldCheck, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import { useActions, useApp } from "#components/app-context.ts";
import { formatBytes } from "#components/format.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { originOf } from "./origin-text.ts";
import { useAbortable } from "./use-abortable.ts";

/** The models that were downloaded: their sizes, when they were used last, a check of every byte, and deleting. */
export function KeptModels() {
  const texts = useTexts().download;
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

function KeptRow({ model }: { readonly model: KeptModel }) {
  const texts = useTexts().download;
  const { checkKeptModel, forgetBundle, notify } = useActions();
  const { busy, error, run } = useAbortable();
  const [readBytes, setReadBytes] = useState(0);
  const [asking, setAsking] = useState(false);
  const { id, bundleId, name, origin, sizeBytes, lastUsedAtMs } = model;
  const check = () => {
    setReadBytes(0);
    run(async (signal) => {
      const damaged = await checkKeptModel(id, setReadBytes, signal);
      if (damaged.length === 0) notify({ tone: "success", text: texts.sound(name) });
      else notify({ tone: "error", text: texts.damaged(name, damaged) });
    });
  };
  return (
    <li aria-label={name}>
      <div className="row">
        <strong>{name}</strong>
        <span className="muted">{formatBytes(sizeBytes)}</span>
        <span className="muted">{texts.lastUsed(new Date(lastUsedAtMs))}</span>
        <span className="download-buttons">
          <button type="button" className="button small" disabled={busy} onClick={check}>
            <ShieldCheck aria-hidden /> {texts.check}
          </button>
          <button type="button" className="button small" disabled={busy} onClick={() => setAsking(true)}>
            <Trash2 aria-hidden /> {texts.delete}
          </button>
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
      {busy && (
        <ProgressBar progress={{ label: texts.checking, loadedBytes: readBytes, totalBytes: sizeBytes }} />
      )}
      {error !== null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </li>
  );
}

/** Whether the browser may delete the models when space is short. */
function Persistence() {
  const texts = useTexts().download;
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
