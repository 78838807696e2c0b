import { useId, useState } from "react";
import { useActions, useCellState } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId } from "#notebook/cell.ts";
import type { InputRequest } from "#python/python-session.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { OutputArea } from "../output-area.tsx";
import { Outputs } from "../outputs/saved-outputs.tsx";

const ServerConsent = later(() => import("./server-consent.tsx"));
const ServerModelConsent = later(() => import("./server-model-consent.tsx"));
const LoggedModels = later(() => import("./logged-models.tsx"));

interface CodeRunProps {
  readonly id: CellId;
  readonly name: string;
}

/** A code cell's live output, and the field for `input()`. */
export default function CodeRun({ id, name }: CodeRunProps) {
  const texts = useTexts().code;
  const state = useCellState(id);
  const output = "output" in state && state.output?.type === "code" ? state.output : null;
  const input = state.status === "running" ? state.input : null;
  return (
    <>
      {output && (output.outputs.length > 0 || output.models || state.status === "stale") && (
        <OutputArea current={state.status !== "stale"}>
          <div className="saved-outputs">
            <p className="hint">{texts.count(output.executionCount)}</p>
            <Outputs outputs={output.outputs} label={(place) => texts.output(place, name)} />
          </div>
          {output.models && (
            <Part>
              <LoggedModels id={id} name={name} models={output.models} />
            </Part>
          )}
        </OutputArea>
      )}
      {input?.server !== undefined && (
        <Part>
          {input.model === undefined ? (
            <ServerConsent key={input.server} id={id} server={input.server} beside={input.beside ?? []} />
          ) : (
            <ServerModelConsent id={id} server={input.server} model={input.model} />
          )}
        </Part>
      )}
      {input && input.server === undefined && <InputForm id={id} request={input} />}
    </>
  );
}

function InputForm({ id, request }: { readonly id: CellId; readonly request: InputRequest }) {
  const texts = useTexts().code;
  const { answerInput } = useActions();
  const [text, setText] = useState("");
  const field = useId();
  return (
    <form
      className="input-form"
      onSubmit={(event) => {
        event.preventDefault();
        answerInput(id, text);
      }}
    >
      <label htmlFor={field}>{request.prompt.trim() === "" ? texts.input : request.prompt}</label>
      <input
        id={field}
        className="mono"
        type={request.isPassword ? "password" : "text"}
        autoComplete="off"
        // The cell waits for it, and the person for the cell.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="button small">
        {texts.answer}
      </button>
    </form>
  );
}
