import { AppError } from "#base/errors.ts";
import { joined, message } from "#base/message.ts";
import { createFromTemplate, templateOf } from "#notebook/templates.ts";
import type { App } from "./app.ts";
import { showProblem } from "./document-problem.ts";
import type { LoadedDocument } from "./document-storage.ts";

/** @returns true if the document is open or the reason why not is shown. For a template it is always true. */
export async function openStored(app: App, id: string): Promise<boolean> {
  const { document, saving, store, ports } = app;
  const template = templateOf(id);
  let loaded: LoadedDocument | null = null;
  try {
    loaded = await document.storage.load(id);
  } catch (thrown) {
    const error = AppError.from(thrown, "storage");
    if (error.code === "invalid-document") {
      await showProblem(app, { kind: "unreadable", id, error: error.toJson() });
      await saving.rememberLast(id);
      return true;
    }
    const instead =
      template === null ? [] : [message`The template is shown instead. The stored notebook does not change.`];
    store.getState().notify({ tone: "error", text: joined([error.wording, ...instead], " ") });
  }
  const found =
    loaded ??
    (template === null
      ? null
      : { notebook: createFromTemplate(template, ports.newId, ports.say), runs: new Map() });
  if (found === null) return false;
  document.replace(found, await document.running.interruptedIn(id));
  if (loaded?.isUnsaved) saving.soon();
  await saving.rememberLast(id);
  return true;
}
