/** Replaces tokenizer/minja/minja.ts in the package's small worker. */
import { WordedError } from "#base/errors.ts";
import type * as minja from "#tokenizer/minja/minja.ts";
import { loadPart } from "./parts.ts";

let part: typeof import("./templates-entry.ts") | null = null;

/** To be awaited before a template is rendered. @throws AppError "missing-dependency" */
export async function loadTemplates(): Promise<void> {
  part ??= await loadPart("templates");
}

export const renderMinja: typeof minja.renderMinja = (...asked) => {
  if (part === null) throw new Error("The chat templates are not loaded.");
  try {
    return part.renderMinja(...asked);
  } catch (error) {
    // The part throws its own copy of the class.
    throw error instanceof part.WordedError ? new WordedError(error.wording, { cause: error }) : error;
  }
};
