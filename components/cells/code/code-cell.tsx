import { useState } from "react";
import { useActions, useCellState } from "#components/app-context.ts";
import { PythonEditor } from "#components/code/python-editor.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { isLongSource } from "#notebook/shown-start.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import { hasSavedOutputs } from "#notebook/saved-attachments.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import "./code.css";

const FormHint = later(() => import("./form-hint.tsx"));
const LongSource = later(() => import("../long-source.tsx"));
const SavedOutputs = later(() => import("../outputs/saved-outputs.tsx"));
const CodeRun = later(() => import("./code-run.tsx"));

/** A code cell, which runs in the page's Python, with its output; or a raw cell, which the page keeps. */
export function CodeCellView({ cell, name, children }: CellViewProps<CodeCell>) {
  const texts = useTexts().code;
  const { updateCell, completePython } = useActions();
  const state = useCellState(cell.id);
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && isLongSource(cell.source);
  const change = (source: string) => updateCell({ ...cell, source });
  const hasRun = "output" in state && state.output?.type === "code";
  const isPython = cell.kind === "python";
  return (
    <>
      {!isPython && <p className="hint">{texts.raw}</p>}
      {!isCut && /log_model|save_model/.test(cell.source) && isPython && (
        <Part>
          <FormHint id={cell.id} />
        </Part>
      )}
      {isCut ? (
        <Part>
          <LongSource source={cell.source} label={texts.editor(name)} onEdit={() => setWhole(true)} />
        </Part>
      ) : isPython ? (
        <PythonEditor
          label={`${texts.editor(name)}. ${texts.leaveEditor}`}
          isPrimary
          complete={completePython}
          value={cell.source}
          onChange={change}
        />
      ) : (
        <TextArea
          className="mono"
          aria-label={texts.editor(name)}
          data-primary
          value={cell.source}
          onChange={({ target }) => change(target.value)}
        />
      )}
      {children}
      {hasRun || state.status === "running" ? (
        <Part>
          <CodeRun id={cell.id} name={name} />
        </Part>
      ) : (
        hasSavedOutputs(cell) && (
          <Part>
            <SavedOutputs jupyter={cell.jupyter} name={name} />
          </Part>
        )
      )}
    </>
  );
}
