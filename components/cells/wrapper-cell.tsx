import { useMemo, useRef, useState } from "react";
import { english, type Wording } from "#base/message.ts";
import { useActions, useCellState } from "#components/app-context.ts";
import { PythonEditor } from "#components/code/python-editor.tsx";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { WrapperCell } from "#notebook/cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { readCode } from "#wrapper/read-code.ts";
import type { Wrapper, WrapperOption, WrapperSource } from "#wrapper/wrapper.ts";
import type { CellViewProps } from "./cell-view-props.ts";
import { LintList } from "./wrapper/lint-list.tsx";
import { WrapperForm } from "./wrapper/wrapper-form.tsx";

const OPTIONS: readonly WrapperOption[] = ["transformers", "pyfunc"];

/** The form, and beside it the Python that it gives; each follows the other. */
export default function WrapperCellView({ cell, name, children }: CellViewProps<WrapperCell>) {
  const texts = useTexts().wrapper;
  const { setWrapperForm, setWrapper, discardWrapperEdits } = useActions();
  const { form, editedCode } = cell.wrapper;
  const edited = editedCode !== null;
  const code = useMemo(() => editedCode ?? generateCode(form), [editedCode, form]);
  const say = useSay();
  const notes = useNotes(editedCode, form, cell.id);
  /** A change of the form that waits for a yes, because hand edits of the code would go. */
  const [waiting, setWaiting] = useState<Wrapper | null>(null);
  /** What the form of the other option held, for the way back. */
  const other = useRef<Wrapper | null>(null);

  const change = (next: Wrapper) => {
    if (edited) setWaiting(next);
    else setWrapperForm(cell.id, next);
  };
  const editPython = (next: string) => setWrapper(cell.id, editCode(cell.wrapper, next));
  const fix = (fixed: WrapperSource) => {
    if (fixed.editedCode === null && !edited) setWrapperForm(cell.id, fixed.form);
    else editPython(fixed.editedCode ?? generateCode(fixed.form));
  };
  const switchOption = (option: WrapperOption) => {
    const next = other.current?.option === option ? other.current : defaultWrapper(option, form.profile);
    other.current = form;
    change(next);
  };

  return (
    <div className="wrapper-cell">
      <Segmented
        label={texts.option}
        value={form.option}
        options={OPTIONS.map((value) => ({ value, label: texts.options[value] }))}
        onChange={switchOption}
      />
      <div className="wrapper-columns">
        <WrapperForm form={form} onChange={change} />
        <section className="wrapper-code" aria-label={texts.codeOf(name)}>
          <div className="wrapper-code-head">
            <h3>{texts.code}</h3>
            <span className={`tag ${edited ? "tag-edited" : ""}`}>
              {edited ? texts.edited : texts.generated}
            </span>
            {edited && (
              <button
                type="button"
                className="button quiet small"
                onClick={() => discardWrapperEdits(cell.id)}
              >
                {texts.discard}
              </button>
            )}
            <CopyButton text={code} what={texts.codeOf(name)} />
          </div>
          <PythonEditor
            label={`${texts.codeOf(name)}. ${texts.leaveEditor}`}
            value={code}
            onChange={editPython}
          />
          <LintList wrapper={cell.wrapper} onFix={fix} />
          {notes.length > 0 && (
            <ul className="notes">
              {notes.map((note) => (
                <li key={english(note)}>{say(note)}</li>
              ))}
            </ul>
          )}
        </section>
      </div>
      {children}
      <ConfirmDialog
        open={waiting !== null}
        title={texts.replaceTitle}
        text={texts.replaceText}
        confirm={texts.replace}
        cancel={texts.keep}
        onConfirm={() => {
          if (waiting) setWrapperForm(cell.id, waiting);
          setWaiting(null);
        }}
        onCancel={() => setWaiting(null)}
      />
    </div>
  );
}

/** What the page cannot follow in the code: at once as it is typed, not only after a run. */
function useNotes(editedCode: string | null, form: Wrapper, id: string): readonly Wording[] {
  const state = useCellState(id);
  const typed = useMemo(
    () => (editedCode === null ? [] : readCode(editedCode, form).notes),
    [editedCode, form],
  );
  return state.status === "done" && state.output.type === "wrapper" ? state.output.notes : typed;
}
