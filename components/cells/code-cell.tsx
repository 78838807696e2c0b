import { useActions } from "#components/app-context.ts";
import { PythonEditor } from "#components/code/python-editor.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import type { CodeCell, JupyterJson } from "#notebook/cell.ts";

interface CodeCellViewProps {
  readonly cell: CodeCell;
  readonly name: string;
}

/** A cell that Jupyter runs and this page keeps: its source, and the text that it gave. */
export function CodeCellView({ cell, name }: CodeCellViewProps) {
  const {
    code: texts,
    wrapper: { leaveEditor },
  } = useTexts();
  const { updateCell } = useActions();
  const change = (source: string) => updateCell({ ...cell, source });
  const output = (cell.jupyter?.outputs ?? []).map((each) => textOf(each)).join("");
  return (
    <>
      <p className="hint">{texts[cell.kind]}</p>
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
      {output !== "" && <CodeBlock text={output} label={texts.output(name)} hint={texts.outputHint} />}
    </>
  );
}

/** The plain text of a Jupyter output; what has none, such as a picture, is kept and not shown. */
function textOf({ text, data, traceback }: JupyterJson): string {
  const plain = typeof data === "object" && data !== null ? (data as JupyterJson)["text/plain"] : undefined;
  const found = text ?? plain ?? traceback;
  if (typeof found === "string") return found;
  return Array.isArray(found) ? found.filter((line) => typeof line === "string").join("") : "";
}
