/** Opening MLflow models, made by anyone, as notebooks of their own. */
import { AppError, throwIfAborted } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import type { ModelBundle, OnBytes, OpenBundle } from "#bundle/bundle.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { BundleRegistry } from "#kernel/ports.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { OpenedModel } from "#mlflow/open/open-model.ts";
import { findModel, holdsMlmodel } from "#mlflow/open/find-model.ts";
import type { Notebook } from "#notebook/cell.ts";
import { notebookOfModel } from "#notebook/notebook-of-model.ts";
import { ownDocumentId } from "./document-storage.ts";

/** Functions, not methods. */
export interface MlflowActions {
  /**
   * Opens an MLflow model beside the notebooks that there are, and looks into it. None of its code is run.
   * @returns whether the page can run it, and its title.
   * @throws AppError; nothing has changed then.
   */
  readonly openMlflow: (
    opening: OpenBundle,
    signal: AbortSignal,
    onBytes: OnBytes,
  ) => Promise<{ title: string; runs: boolean }>;
}

interface MlflowActionsOptions {
  readonly reader: Pick<ReaderPort, "openModel">;
  readonly bundles: BundleRegistry;
  readonly say: (wording: Wording) => string;
  readonly newId: () => string;
  readonly add: (notebook: Notebook) => Promise<void>;
  readonly added: () => Notebook;
  readonly refreshBundles: () => Promise<void>;
  readonly onNotKept: (error: AppError) => void;
  readonly run: (cellId: string) => Promise<void>;
}

export function createMlflowActions(options: MlflowActionsOptions): MlflowActions {
  const { reader, bundles, newId } = options;
  return {
    async openMlflow(opening, signal, onBytes) {
      const opened = await opening(signal, onBytes).catch((thrown: unknown) => {
        throw AppError.from(thrown, "invalid-bundle");
      });
      findModel(opened);
      const { bundle, mlmodel, wrapper, notes, inputExample } = await openWith(
        opened,
        reader,
        bundles,
        signal,
      );
      throwIfAborted(signal);
      await bundles
        .add(bundle)
        .catch((thrown: unknown) => options.onNotKept(AppError.from(thrown, "storage")));
      await options.refreshBundles();
      await options.add(
        notebookOfModel({
          id: ownDocumentId(newId()),
          title: bundle.name,
          bundleId: bundle.id,
          mlflowVersion: mlmodel.mlflowVersion,
          wrapper,
          notes,
          inputExample,
          newId,
          say: options.say,
        }),
      );
      const notebook = options.added();
      const model = notebook.cells.find((cell) => cell.type === "model");
      if (model) await options.run(model.id);
      return { title: notebook.title, runs: wrapper !== null };
    },
  };
}

/** What a model cell was given: an MLflow model as its decoder, anything else as it is. */
export async function plainOrMlflow(
  opened: ModelBundle,
  reader: Pick<ReaderPort, "openModel">,
  bundles: BundleRegistry,
  signal: AbortSignal,
): Promise<ModelBundle> {
  if (!holdsMlmodel(opened)) return opened;
  return (await openWith(opened, reader, bundles, signal)).bundle;
}

async function openWith(
  opened: ModelBundle,
  reader: Pick<ReaderPort, "openModel">,
  bundles: BundleRegistry,
  signal: AbortSignal,
): Promise<OpenedModel> {
  // Without the page's own model, which a server has to send, others open as they are.
  const embedded = await bundles.get(embeddedBundleId, signal).catch(() => null);
  return reader.openModel(opened, embedded, signal);
}
