import { hubAddress } from "#bundle/download/hub-address.ts";
import type { ModelSource } from "#bundle/download/download-port.ts";
import { publicModels } from "#bundle/families/families.ts";
import { formatBytes } from "#components/format.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { SecretInput } from "#components/ui/secret-input.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** The source as a person typed it. */
export interface TypedSource {
  /** A known model by its place in the list, a repository, or a list of files. */
  readonly choice: string;
  readonly repository: string;
  readonly revision: string;
  readonly hubUrl: string;
  readonly url: string;
  readonly token: string;
  readonly keepsToken: boolean;
}

export const NOTHING_TYPED: TypedSource = {
  choice: "0",
  repository: "",
  revision: "",
  hubUrl: hubAddress,
  url: "",
  token: "",
  keepsToken: false,
};

const REPOSITORY = "repository";
const LIST = "list";

export const isList = ({ choice }: TypedSource): boolean => choice === LIST;

/** Each of them runs here. */
const offered = publicModels.filter(({ runsHere }) => runsHere);

export function sourceOf(typed: TypedSource): ModelSource {
  const { choice, hubUrl, repository, revision, url } = typed;
  if (isList(typed)) return { kind: "manifest", url };
  const known = choice === REPOSITORY ? undefined : offered[Number(choice)]?.onnx;
  return {
    kind: "hub",
    hubUrl,
    repository: known?.repository ?? repository,
    // What a person typed takes precedence.
    revision: revision.trim() || (known?.commit ?? ""),
    variant: known?.variant ?? null,
  };
}

interface SourceFieldsProps {
  readonly typed: TypedSource;
  readonly onChange: (part: Partial<TypedSource>) => void;
}

export function SourceFields({ typed, onChange }: SourceFieldsProps) {
  const texts = useLaterTexts().download;
  const chosen = offered[Number(typed.choice)];
  return (
    <>
      <Field label={texts.source} hint={chosen && texts.serves(chosen.license, chosen.contextLength)}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={typed.choice}
            onChange={({ target }) => onChange({ choice: target.value })}
          >
            <optgroup label={texts.known}>
              {offered.map(({ name, onnx }, place) => (
                <option key={name} value={String(place)}>
                  {texts.publicModel(name, formatBytes(onnx.sizeBytes))}
                </option>
              ))}
            </optgroup>
            <optgroup label={texts.other}>
              <option value={REPOSITORY}>{texts.otherRepository}</option>
              <option value={LIST}>{texts.list}</option>
            </optgroup>
          </select>
        )}
      </Field>
      {typed.choice === REPOSITORY && (
        <TextField
          label={texts.repository}
          hint={texts.repositoryHint}
          value={typed.repository}
          onChange={(repository) => onChange({ repository })}
        />
      )}
      {isList(typed) ? (
        <TextField
          label={texts.listUrl}
          hint={texts.listHint}
          value={typed.url}
          onChange={(url) => onChange({ url })}
        />
      ) : (
        <HubFields typed={typed} onChange={onChange} />
      )}
    </>
  );
}

function HubFields({ typed, onChange }: SourceFieldsProps) {
  const texts = useLaterTexts().download;
  return (
    <details className="disclosure">
      <summary>{texts.more}</summary>
      <div className="download-form">
        <TextField
          label={texts.revision}
          hint={texts.revisionHint}
          value={typed.revision}
          onChange={(revision) => onChange({ revision })}
        />
        <TextField
          label={texts.hub}
          hint={texts.hubHint}
          value={typed.hubUrl}
          onChange={(hubUrl) => onChange({ hubUrl })}
        />
        <Field label={texts.token} hint={texts.tokenHint}>
          {(control) => (
            <SecretInput control={control} value={typed.token} onChange={(token) => onChange({ token })} />
          )}
        </Field>
        <label className="check">
          <input
            type="checkbox"
            checked={typed.keepsToken}
            onChange={({ target }) => onChange({ keepsToken: target.checked })}
          />
          {texts.keepToken}
        </label>
      </div>
    </details>
  );
}
