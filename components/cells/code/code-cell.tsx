import { useActions } from "#components/app-context.ts";
import { PythonEditor } from "#components/code/python-editor.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import type { CodeCell } from "#cells/code/code-cell.ts";
import { hasSavedOutputs } from "#notebook/saved-attachments.ts";
import "./code.css";

const FormHint = later(() => import("./form-hint.tsx"));
const SavedOutputs = later(() => import("../outputs/saved-outputs.tsx"));

interface CodeCellViewProps {
  readonly cell: CodeCell;
  readonly name: string;
}

/** A cell that Jupyter runs and this page keeps: its source, and what it gave. */
export function CodeCellView({ cell, name }: CodeCellViewProps) {
  const {
    code: texts,
    wrapper: { leaveEditor },
  } = useTexts();
  const { updateCell } = useActions();
  const change = (source: string) => updateCell({ ...cell, source });
  return (
    <>
      <p className="hint">{texts[cell.kind]}</p>
      {/log_model|save_model/.test(cell.source) && cell.kind === "python" && (
        <Part>
          <FormHint id={cell.id} />
        </Part>
      )}
      {cell.kind === "python" ? (
        <PythonEditor
          label={`${texts.editor(name)}. ${leaveEditor}`}
          isPrimary
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
      {hasSavedOutputs(cell) && (
        <Part>
          <SavedOutputs jupyter={cell.jupyter} name={name} />
        </Part>
      )}
    </>
  );
}
