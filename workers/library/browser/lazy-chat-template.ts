/** Replaces tokenizer/chat-template.ts in the package's small worker. */
import type { renderChatTemplate as render } from "#tokenizer/chat-template.ts";
import { errorOfPart, loadPart } from "./parts.ts";

let part: typeof import("./templates-entry.ts") | null = null;

/** To be awaited before a template is rendered. @throws AppError "missing-dependency" */
export async function loadTemplates(): Promise<void> {
  part ??= await loadPart("templates");
}

export const renderChatTemplate: typeof render = (...asked) => {
  if (part === null) throw new Error("The chat templates are not loaded.");
  try {
    return part.renderChatTemplate(...asked);
  } catch (error) {
    throw errorOfPart(part, error);
  }
};
