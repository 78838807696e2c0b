/** How form and code follow each other in a wrapper cell. */
import { generateCode } from "./generate-code.ts";
import { readCode } from "./read-code.ts";
import type { Wrapper, WrapperSource } from "./wrapper.ts";

/**
 * A change in the form makes the code anew. Hand edits go with it, so the interface asks before it changes the form of
 * an edited wrapper.
 */
export function editForm(source: WrapperSource, form: Wrapper): WrapperSource {
  return { ...source, form, editedCode: null };
}

/**
 * A change in the code is followed into the form as far as it can be read. Code that equals what the form gives is no
 * edit.
 */
export function editCode(source: WrapperSource, code: string): WrapperSource {
  const { form } = readCode(code, source.form);
  return { form, editedCode: generateCode(form) === code ? null : code };
}
