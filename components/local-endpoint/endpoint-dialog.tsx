import { useState } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import type { CellId } from "#notebook/cell.ts";
import { type InferenceCell, inferenceKind } from "#cells/inference/inference-cell.ts";
import { runModelOf } from "#store/local-endpoint-actions.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { CallLog } from "./call-log.tsx";
import { TryIt } from "./try-it.tsx";

import "./local-endpoint.css";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";
import { SelectField } from "#components/ui/select-field.tsx";

/** The local endpoint: switch it on for a cell that has run, see its addresses, try it, see its requests. */
export default function EndpointDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  return (
    <DialogFrame
      title={texts.endpoint.title}
      text={texts.endpoint.intro}
      className="endpoint-dialog"
      onClose={onClose}
      returnFocus={useReturnFocus()}
    >
      <Endpoint />
    </DialogFrame>
  );
}

interface Candidate {
  readonly cell: InferenceCell;
  readonly name: string;
  readonly option: WrapperOption;
}

function Endpoint() {
  const texts = useTexts().endpoint;
  const { setEndpoint, reloadPage } = useActions();
  const service = useApp((state) => state.service);
  const endpointCell = useApp((state) => state.endpointCell);
  const candidates = useCandidates();
  const [chosen, setChosen] = useState<CellId | null>(null);

  if (service.status !== "active") return <p className="endpoint-problem">{texts.noService}</p>;
  if (!service.controls) {
    return (
      <p className="endpoint-problem">
        {texts.notControlled}{" "}
        <button type="button" className="button small" onClick={() => void reloadPage()}>
          {texts.reload}
        </button>
      </p>
    );
  }
  const [first] = candidates;
  if (first === undefined) return <p className="endpoint-problem">{texts.nothingRun}</p>;

  const on = endpointCell !== null;
  const current = candidates.find(({ cell }) => cell.id === (endpointCell ?? chosen)) ?? first;
  return (
    <>
      <SelectField
        label={texts.cell}
        hint={texts.cellHint}
        value={current.cell.id}
        choices={candidates.map(({ cell, name }) => ({ id: cell.id, name }))}
        onChange={(id) => {
          setChosen(id);
          if (on) setEndpoint(id);
        }}
      />
      <div className="check">
        <input
          id="endpoint-on"
          type="checkbox"
          aria-describedby="endpoint-on-hint"
          checked={on}
          onChange={({ target }) => setEndpoint(target.checked ? current.cell.id : null)}
        />
        <div>
          <label htmlFor="endpoint-on">{texts.on}</label>
          <p className="hint" id="endpoint-on-hint">
            {texts.onHint}
          </p>
        </div>
      </div>
      {on && (
        <>
          <Routes />
          <TryIt key={current.cell.id} input={current.cell.input} option={current.option} />
          <CallLog />
        </>
      )}
    </>
  );
}

function Routes() {
  const texts = useTexts().endpoint;
  const { endpointUrl } = useActions();
  return (
    <section aria-label={texts.routes}>
      <h3>{texts.routes}</h3>
      <dl className="endpoint-routes">
        {(["invocations", "score", "ping", "version"] as const).map((route) => (
          <div key={route}>
            <dt>
              <code>
                {texts.methods[route]} {endpointUrl}
                {route}
              </code>
            </dt>
            <dd>{texts.routeTexts[route]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The inference cells that have run, by name. */
function useCandidates(): readonly Candidate[] {
  const texts = useTexts().cell;
  const say = useSay();
  const cells = useApp((state) => state.notebook?.cells);
  const states = useApp((state) => state.cellStates);
  const notebook = useApp((state) => state.notebook);
  return (cells ?? []).flatMap((cell, at) => {
    if (cell.type !== "inference") return [];
    const run = runModelOf({ notebook, cellStates: states }, cell.id);
    if (run === null) return [];
    const name = `${texts.name(at + 1, say(inferenceKind.title))} (${run.wrapper.name}, ${run.bundle.name})`;
    return [{ cell, name, option: run.wrapper.option }];
  });
}
