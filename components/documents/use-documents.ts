import { AppError } from "#base/errors.ts";
import { useActions, useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { saveFile } from "#components/ui/save-file.ts";
import type { OpenedDocument } from "#store/document-actions.ts";

/** The document actions, with what the page says of them. */
export function useDocuments() {
  const texts = useTexts();
  const { store, embeddedUrl } = useServices();
  const { notify, openIpynb, openIpynbFrom, deleteDocument, toIpynb } = useActions();

  function tell({ title, notes }: OpenedDocument): void {
    notify({ tone: "success", text: texts.documents.opened(title) });
    for (const text of notes) notify({ tone: "info", text });
  }

  async function told(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      notify({ tone: "error", text: AppError.from(thrown).message });
    }
  }

  return {
    openFile: (file: File) => told(async () => tell(await openIpynb(await file.text(), file.name))),

    /** @throws AppError for the dialog to show. */
    openAddress: async (address: string) => tell(await openIpynbFrom(address, location.href)),

    save: () =>
      told(async () => {
        const { fileName, text } = await toIpynb(embeddedUrl);
        saveFile(new Blob([text], { type: "application/x-ipynb+json" }), fileName);
        notify({ tone: "success", text: texts.documents.saved(fileName) });
      }),

    remove: () =>
      told(async () => {
        const { title, undo } = await deleteDocument();
        notify({
          tone: "info",
          text: texts.documents.deleted(title),
          action: { label: texts.header.undo, run: () => void undo() },
        });
      }),

    duplicate: () =>
      told(() => {
        const { notebook, duplicateDocument } = store.getState();
        return duplicateDocument(texts.documents.copyOf(notebook?.title ?? ""));
      }),
  };
}
