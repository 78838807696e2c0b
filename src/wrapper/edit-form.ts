import type { Wrapper, WrapperSource } from "./wrapper.ts";

/**
 * A change in the form regenerates the code. Hand edits are lost, so the interface asks before it does this to an edited wrapper. This
 * module reads no Python, so it can be part of the shell; edit-wrapper.ts cannot.
 */
export function editForm(_source: WrapperSource, form: Wrapper): WrapperSource {
  return { form, editedCode: null };
}

/** The form and its code before the edits. */
export function discardEdits(source: WrapperSource): WrapperSource {
  return editForm(source, source.formBeforeEdits ?? source.form);
}
