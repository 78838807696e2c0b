import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { hubAddress } from "#bundle/download/hub-address.ts";
import { publicModels } from "#bundle/families/families.ts";
import type { DownloadPlan } from "#bundle/download/plan.ts";
import { useActions } from "#components/app-context.ts";
import { formatBytes, formatDuration } from "#components/format.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import type { ModelSource } from "#bundle/download/download-port.ts";
import type { TokenChoice } from "#store/download-slice.ts";
import { useAbortable } from "./use-abortable.ts";

/** A source that was looked up, and the token it was looked up with. */
export interface LookedUp {
  /** The wanted model first. */
  readonly plans: readonly DownloadPlan[];
  readonly token: TokenChoice;
}

/** A known model by its place in the list, a repository, or a list of files. */
type Choice = `${number}` | "repository" | "list";

/** Each of them runs here. */
const offered = publicModels.filter(({ runsHere }) => runsHere);

export function SourceForm({ onFound }: { readonly onFound: (found: LookedUp) => void }) {
  const texts = useTexts();
  const { lookUpModel, keptToken, forgetToken } = useActions();
  const { busy, error, run } = useAbortable();
  const [choice, setChoice] = useState<Choice>("0");
  const [repository, setRepository] = useState("");
  const [revision, setRevision] = useState("");
  const [hubUrl, setHubUrl] = useState(hubAddress);
  const [url, setUrl] = useState("");
  const [token, setToken] = useState("");
  const [keep, setKeep] = useState(false);
  /** The host asked to wait so long, while it is looked up. */
  const [waitMs, setWaitMs] = useState<number | null>(null);
  const isList = choice === "list";

  useEffect(() => {
    let isCurrent = true;
    void keptToken(hubUrl).then((kept) => {
      if (!isCurrent || kept === null) return;
      setToken(kept);
      setKeep(true);
    });
    return () => {
      isCurrent = false;
    };
  }, [hubUrl, keptToken]);

  function source(): ModelSource {
    if (isList) return { kind: "manifest", url };
    const known = choice === "repository" ? undefined : offered[Number(choice)]?.onnx;
    return {
      kind: "hub",
      hubUrl,
      repository: known?.repository ?? repository,
      // What somebody typed counts more.
      revision: revision.trim() || (known?.commit ?? ""),
      variant: known?.variant ?? null,
    };
  }

  function lookUp(): void {
    run(async (signal) => {
      const typed = isList || token.trim() === "" ? null : token.trim();
      if (!isList && !keep) await forgetToken(hubUrl);
      setWaitMs(null);
      const plans = await lookUpModel(source(), typed, setWaitMs, signal);
      onFound({ plans, token: { token: typed, keep } });
    });
  }

  return (
    <form
      className="download-form"
      onSubmit={(event) => {
        event.preventDefault();
        lookUp();
      }}
    >
      <Field label={texts.download.source}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={choice}
            onChange={({ target }) => setChoice(target.value as Choice)}
          >
            <optgroup label={texts.download.known}>
              {offered.map(({ name, onnx }, place) => (
                <option key={name} value={String(place)}>
                  {texts.download.publicModel(name, formatBytes(onnx.sizeBytes))}
                </option>
              ))}
            </optgroup>
            <optgroup label={texts.download.other}>
              <option value="repository">{texts.download.otherRepository}</option>
              <option value="list">{texts.download.list}</option>
            </optgroup>
          </select>
        )}
      </Field>
      {choice === "repository" && (
        <Field label={texts.download.repository} hint={texts.download.repositoryHint}>
          {(control) => <TextInput control={control} value={repository} onChange={setRepository} />}
        </Field>
      )}
      {isList ? (
        <Field label={texts.download.listUrl} hint={texts.download.listHint}>
          {(control) => <TextInput control={control} value={url} onChange={setUrl} />}
        </Field>
      ) : (
        <details className="disclosure">
          <summary>{texts.download.more}</summary>
          <div className="download-form">
            <Field label={texts.download.revision} hint={texts.download.revisionHint}>
              {(control) => <TextInput control={control} value={revision} onChange={setRevision} />}
            </Field>
            <Field label={texts.download.hub} hint={texts.download.hubHint}>
              {(control) => <TextInput control={control} value={hubUrl} onChange={setHubUrl} />}
            </Field>
            <Field label={texts.download.token} hint={texts.download.tokenHint}>
              {(control) => (
                <input
                  {...control}
                  className="input mono"
                  type="password"
                  autoComplete="off"
                  value={token}
                  onChange={({ target }) => setToken(target.value)}
                />
              )}
            </Field>
            <label className="check">
              <input type="checkbox" checked={keep} onChange={({ target }) => setKeep(target.checked)} />
              {texts.download.keepToken}
            </label>
          </div>
        </details>
      )}
      {error !== null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {busy && (
        <ProgressBar
          progress={{
            label:
              waitMs === null ? texts.download.lookingUp : texts.download.waiting(formatDuration(waitMs)),
          }}
        />
      )}
      <div className="dialog-buttons">
        <Dialog.Close className="button">{texts.download.close}</Dialog.Close>
        <button type="submit" className="button primary" disabled={busy}>
          {texts.download.lookUp}
        </button>
      </div>
    </form>
  );
}

interface TextInputProps {
  readonly control: object;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TextInput({ control, value, onChange }: TextInputProps) {
  return (
    <input
      {...control}
      className="input mono"
      spellCheck={false}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
