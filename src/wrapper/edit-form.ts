import type { Wrapper, WrapperSource } from "./wrapper.ts";

/**
 * A change in the form makes the code anew. Hand edits go with it, so the interface asks before it changes the form of
 * an edited wrapper in this way. It reads no Python, and so may be loaded with the page; edit-wrapper.ts may not.
 */
export function editForm(_source: WrapperSource, form: Wrapper): WrapperSource {
  return { form, editedCode: null };
}

/** The form and its code as they were before the edits. */
export function discardEdits(source: WrapperSource): WrapperSource {
  return editForm(source, source.formBeforeEdits ?? source.form);
}
