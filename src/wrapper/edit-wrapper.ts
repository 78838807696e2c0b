/** How a wrapper cell's form follows its code, and the code its form. */
import { sortedJson } from "#base/sorted-json.ts";
import { changeInCode } from "./change-in-code.ts";
import { editForm } from "./edit-form.ts";
import { generateCode } from "./generate-code.ts";
import { readCode } from "./read-code.ts";
import type { Wrapper, WrapperSource } from "./wrapper.ts";

/** Updates the form from a change in the code, as far as the code can be read. Code that equals the form's is not an edit. */
export function editCode(source: WrapperSource, code: string): WrapperSource {
  const { form } = readCode(code, source.form);
  if (generateCode(form) === code) return { form, editedCode: null };
  return {
    form,
    editedCode: code,
    formBeforeEdits: source.formBeforeEdits ?? source.form,
    ...openedOf(source),
  };
}

/**
 * A change in the form. In hand-edited code, only what changed is replaced.
 * @returns null if it has no place in the code: then the code can only be regenerated.
 */
export function changeForm(source: WrapperSource, form: Wrapper): WrapperSource | null {
  if (source.editedCode === null) return editForm(source, form);
  const code = changeInCode(source.editedCode, source.form, form);
  if (code === null) return null;
  if (generateCode(form) === code) return { form, editedCode: null };
  const before = source.formBeforeEdits ?? source.form;
  return {
    form,
    editedCode: code,
    formBeforeEdits: withChange(before, source.form, form),
    ...openedOf(source),
  };
}

/** Code that a person changed still belongs to the opened model. */
function openedOf({ opened }: WrapperSource): Pick<WrapperSource, "opened"> {
  return opened === undefined ? {} : { opened };
}

/** Discarding edits of the code keeps edits of the form. */
function withChange(before: Wrapper, from: Wrapper, to: Wrapper): Wrapper {
  const changed = Object.entries(to).filter(
    ([field, value]) => sortedJson({ value }) !== sortedJson({ value: from[field as keyof Wrapper] }),
  );
  const kept = Object.entries(before).filter(([field]) => !(field in from) || field in to);
  return Object.fromEntries([...kept, ...changed]) as unknown as Wrapper;
}
