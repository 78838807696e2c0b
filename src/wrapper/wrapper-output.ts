import type { Message } from "#base/message.ts";
import { generateCode } from "./generate-code.ts";
import { PythonSource, requireValidPython } from "./python-syntax.ts";
import { readCode } from "./read-code.ts";
import { requireValidWrapper } from "./validate-wrapper.ts";
import type { Wrapper, WrapperSource } from "./wrapper.ts";

/**
 * The output of a wrapper cell's run.
 * @throws AppError "invalid-wrapper" for an invalid form, or code that is not valid Python.
 */
export function wrapperOutput(source: WrapperSource): {
  wrapper: Wrapper;
  code: string;
  edited: boolean;
  notes: readonly Message[];
} {
  const { form, editedCode } = source;
  if (editedCode === null) {
    requireValidWrapper(form);
    const wrapper = withoutCode(form);
    return { wrapper, code: generateCode(form), edited: false, notes: [] };
  }
  requireValidPython(new PythonSource(editedCode));
  const { form: wrapper, notes } = readCode(editedCode, form);
  // For an edited class, the form may not be the whole truth: see wrapper-behaviour.ts.
  if (wrapper.option === "transformers") requireValidWrapper(wrapper);
  return { wrapper, code: editedCode, edited: true, notes: notes.map((note) => note.message) };
}

/** The generated code has none of what edited code gave log_model. */
function withoutCode(form: Wrapper): Wrapper {
  if (form.option !== "transformers") return form;
  const { logged: _, ...plain } = form;
  return plain;
}
