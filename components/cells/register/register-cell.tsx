import { Play, Square } from "lucide-react";
import { useActions, useCellState } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import type { CellId } from "#notebook/cell.ts";
import type { RegisterCell } from "#cells/register/register-cell.ts";
import { nameProblem } from "#registry/name-problems.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { OutputArea } from "../output-area.tsx";
import { PublicationView } from "./publication-view.tsx";
import { StoppedUploads } from "./stopped-uploads.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { ServerFields } from "./server-fields.tsx";
import { serverUrlOf } from "./server-url-of.ts";
import { useServerLook } from "./use-server-look.ts";
import { useOutput } from "../use-output.ts";
import "./register.css";

export default function RegisterCellView({ cell, name, children }: CellViewProps<RegisterCell>) {
  const texts = useTexts().register;
  const { updateCell } = useActions();
  const { output, current } = useOutput(cell.id, "register");
  const url = serverUrlOf(cell.server);
  const look = useServerLook(url);
  const busy = useIsBusy(cell.id);
  const names = [...new Set(look.contents?.versions.map((version) => version.name))];

  return (
    <>
      <section className="register-form" aria-label={name}>
        <ServerFields place={cell} look={look} onChange={updateCell} />
        <TextField
          label={texts.runName}
          hint={texts.runNameHint}
          value={cell.runName}
          onChange={(runName) => updateCell({ ...cell, runName })}
        />
        <TextField
          label={texts.registeredName}
          hint={texts.registeredNameHint}
          error={nameProblem("registeredName", cell)}
          value={cell.registeredName}
          offered={names}
          onChange={(registeredName) => updateCell({ ...cell, registeredName })}
        />
        <TextField
          label={texts.alias}
          hint={texts.aliasHint}
          error={nameProblem("alias", cell)}
          value={cell.alias}
          onChange={(alias) => updateCell({ ...cell, alias })}
        />
        <div className="wide">
          <Field label={texts.tags} hint={texts.tagsHint} error={nameProblem("tags", cell)}>
            {(control) => (
              <TextArea
                {...control}
                className="mono"
                minRows={2}
                value={cell.tags}
                onChange={({ target }) => updateCell({ ...cell, tags: target.value })}
              />
            )}
          </Field>
        </div>
      </section>
      <PublishButton cell={cell} url={url} />
      {!busy && <StoppedUploads cellId={cell.id} url={url} />}
      {children}
      {output && (
        <OutputArea current={current}>
          <PublicationView publication={output.publication} name={name} />
        </OutputArea>
      )}
    </>
  );
}

function useIsBusy(id: CellId): boolean {
  const { status } = useCellState(id);
  return status === "running" || status === "queued";
}

function PublishButton({ cell, url }: { readonly cell: RegisterCell; readonly url: string | null }) {
  const texts = useTexts();
  const { runCell, stopCell } = useActions();
  const busy = useIsBusy(cell.id);
  return (
    <div className="row register-run">
      {busy ? (
        <button type="button" className="button" onClick={() => stopCell(cell.id)}>
          <Square aria-hidden /> {texts.inference.stop}
        </button>
      ) : (
        <button
          type="button"
          className="button primary"
          disabled={url === null}
          onClick={() => void runCell(cell.id)}
        >
          <Play aria-hidden />
          {cell.registeredName.trim() === "" ? texts.register.log : texts.register.publish}
        </button>
      )}
      <p className="hint">
        {url === null ? texts.register.nowhere : texts.register.where(url)} {texts.register.apart}
      </p>
    </div>
  );
}
