import { createRef, useMemo } from "react";
import { AppError } from "#base/errors.ts";
import { readUtf8 } from "#base/read-utf8.ts";
import { type AppServices, useServices } from "#components/app-context.ts";
import type { Texts } from "#components/texts/en.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { saveFile } from "#components/ui/save-file.ts";
import type { OpenedDocument } from "#store/document-slice.ts";

/** The document actions, with their notices. */
export function useDocuments() {
  const services = useServices();
  const texts = useTexts();
  return useMemo(() => documentsOf(services, texts), [services, texts]);
}

/** The page's input for a notebook's file. */
export const FILE_INPUT = createRef<HTMLInputElement>();

function documentsOf(services: AppServices, texts: Texts) {
  const told = telling(services);
  return { ...filesOf(services, texts, told), ...ownDocuments(services, texts, told) };
}

/** Runs the action, and says why it failed. */
type Told = (action: () => Promise<void>) => Promise<void>;

function telling({ store }: AppServices): Told {
  return async (action) => {
    try {
      await action();
    } catch (thrown) {
      store.getState().notify({ tone: "error", text: AppError.from(thrown).wording });
    }
  };
}

/** The ways to open and save notebooks. */
function filesOf({ store, embeddedUrl }: AppServices, texts: Texts, told: Told) {
  const { notify, openIpynb, openIpynbFrom, openBundleFile, toIpynb, editAllAsForms } = store.getState();

  function tell({ title, notes, hasForms }: OpenedDocument): void {
    notify({ tone: "success", text: texts.documents.opened(title) });
    for (const text of notes) notify({ tone: "info", text });
    if (hasForms) notify({ tone: "info", text: texts.forms.offerAll, action: editAll, stays: true });
  }

  const editAll = {
    label: texts.forms.edit,
    run: () =>
      void told(async () => {
        for (const text of await editAllAsForms()) notify({ tone: "info", text });
      }),
  };

  return {
    chooseFile: () => FILE_INPUT.current?.click(),

    openFile: (file: File) =>
      told(async () => {
        if (!/\.zip$/i.test(file.name)) {
          const { LARGEST_BYTES, tooLarge } = await import("#ipynb/largest-notebook.ts");
          if (file.size > LARGEST_BYTES) throw tooLarge(file.name);
          const bytes = new Uint8Array(await file.arrayBuffer());
          tell(await openIpynb(readUtf8(bytes, file.name, "invalid-document"), file.name));
        } else if (!(await openBundleFile(file, null)))
          notify({ tone: "error", text: texts.bundle.notOne(file.name) });
      }),

    /** @throws AppError for the dialog to show. */
    openAddress: async (address: string) => tell(await openIpynbFrom(address, location.href)),

    save: () =>
      told(async () => {
        const { fileName, text } = await toIpynb(embeddedUrl);
        saveFile(new Blob([text], { type: "application/x-ipynb+json" }), fileName);
        notify({ tone: "success", text: texts.documents.saved(fileName) });
      }),
  };
}

/** The open notebook. */
function ownDocuments({ store }: AppServices, texts: Texts, told: Told) {
  const { notify, deleteDocument, resetToTemplate, undo, flush } = store.getState();
  return {
    /** Saves pending edits in this browser at once. The header says so if that fails. */
    keep: () =>
      told(async () => {
        await flush();
        if (store.getState().save.status === "saved")
          notify({ tone: "success", text: texts.header.save.saved });
      }),

    remove: () =>
      told(async () => {
        const deleted = await deleteDocument();
        notify({
          tone: "info",
          text: texts.documents.deleted(deleted.title),
          action: { label: texts.header.undo, run: () => void deleted.undo() },
        });
      }),

    duplicate: () =>
      told(() => {
        const { notebook, duplicateDocument } = store.getState();
        return duplicateDocument(texts.documents.copyOf(notebook?.title ?? ""));
      }),

    reset: () => {
      resetToTemplate();
      notify({ tone: "info", text: texts.header.resetDone, action: { label: texts.header.undo, run: undo } });
    },
  };
}
