/** How the form of a wrapper cell follows its code. */
import { generateCode } from "./generate-code.ts";
import { readCode } from "./read-code.ts";
import type { WrapperSource } from "./wrapper.ts";

/**
 * A change in the code is followed into the form as far as it can be read. Code that equals what the form gives is no
 * edit.
 */
export function editCode(source: WrapperSource, code: string): WrapperSource {
  const { form } = readCode(code, source.form);
  return { form, editedCode: generateCode(form) === code ? null : code };
}
