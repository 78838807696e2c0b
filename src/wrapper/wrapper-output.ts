import type { Message } from "#base/message.ts";
import { generateCode } from "./generate-code.ts";
import { PythonSource, requireValidPython } from "./python-syntax.ts";
import { readCode } from "./read-code.ts";
import { requireValidWrapper } from "./validate-wrapper.ts";
import type { Wrapper, WrapperSource } from "./wrapper.ts";

/**
 * What a wrapper cell gives when it runs.
 * @throws AppError "invalid-wrapper" for a form that cannot be, or code that is no Python.
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
    return { wrapper: form, code: generateCode(form), edited: false, notes: [] };
  }
  requireValidPython(new PythonSource(editedCode));
  const { form: wrapper, notes } = readCode(editedCode, form);
  // Of an edited class the form may tell less than the truth: see wrapper-behaviour.ts.
  if (wrapper.option === "transformers") requireValidWrapper(wrapper);
  return { wrapper, code: editedCode, edited: true, notes: notes.map((note) => note.message) };
}
