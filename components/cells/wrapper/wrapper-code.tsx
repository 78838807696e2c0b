import { useMemo } from "react";
import { english } from "#base/message.ts";
import { useActions } from "#components/app-context.ts";
import { PythonEditor } from "#components/code/python-editor.tsx";
import { focusCell } from "#components/notebook/focus-cell.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { WrapperCell } from "#cells/wrapper/wrapper-cell.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { lintWrapper } from "#wrapper/lint/lint-wrapper.ts";
import { readCode } from "#wrapper/read-code.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";
import { LintList } from "./lint-list.tsx";

interface WrapperCodeProps {
  readonly cell: WrapperCell;
  readonly name: string;
}

/** The Python, what the page could not follow in it, and known breakages. */
export function WrapperCode({ cell, name }: WrapperCodeProps) {
  const texts = useLaterTexts().wrapper;
  const { code: codeTexts, lint } = useTexts();
  const { setWrapperForm, setWrapper, discardWrapperEdits } = useActions();
  const { form, editedCode } = cell.wrapper;
  const edited = editedCode !== null;
  const code = useMemo(() => editedCode ?? generateCode(form), [editedCode, form]);
  const say = useSay();
  // While typing, not only after a run.
  const notes = useMemo(
    () => (editedCode === null ? [] : readCode(editedCode, form).notes),
    [editedCode, form],
  );
  const findings = useMemo(() => lintWrapper(cell.wrapper), [cell.wrapper]);
  const problems = useMemo(
    () =>
      [...notes, ...findings].flatMap(({ line, message, ...note }) =>
        line === null ? [] : [{ line, text: say(message), isError: "isError" in note }],
      ),
    [notes, findings, say],
  );
  const editPython = (next: string) => setWrapper(cell.id, editCode(cell.wrapper, next));
  const fix = (fixed: WrapperSource) => {
    if (fixed.editedCode === null && !edited) setWrapperForm(cell.id, fixed.form);
    else editPython(fixed.editedCode ?? generateCode(fixed.form));
  };
  return (
    <section className="wrapper-code" aria-label={texts.codeOf(name)}>
      <div className="wrapper-code-head">
        <h3>{texts.code}</h3>
        <span className={`tag ${edited ? "tag-edited" : ""}`}>{edited ? texts.edited : texts.generated}</span>
        {edited && (
          <button
            type="button"
            className="button quiet small"
            onClick={() => {
              discardWrapperEdits(cell.id);
              // The button disappears, and takes the focus with it.
              focusCell(cell.id);
            }}
          >
            {texts.discard}
          </button>
        )}
        <CopyButton text={code} what={texts.codeOf(name)} />
      </div>
      <PythonEditor
        label={`${texts.codeOf(name)}. ${codeTexts.leaveEditor}`}
        value={code}
        onChange={editPython}
        problems={problems}
      />
      <LintList findings={findings} onFix={fix} />
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map(({ line, message }) => (
            <li key={`${line} ${english(message)}`}>
              {line !== null && <strong>{lint.line(line)}</strong>} {say(message)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
