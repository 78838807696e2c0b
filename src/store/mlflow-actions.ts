/** Opens MLflow models made by anyone as notebooks of their own. */
import { AppError, throwIfAborted } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { OpenedModel } from "#mlflow/open/open-model.ts";
import { findModel, holdsMlmodel } from "#mlflow/open/find-model.ts";
import { notebookOfModel } from "#notebook/notebook-of-model.ts";
import { ownDocumentId } from "./document-storage.ts";
import type { App } from "./app.ts";
import { refreshBundles } from "./bundle-list.ts";
import type { MlflowActions } from "./mlflow-slice.ts";

export function createMlflowActions(app: App): MlflowActions {
  const { document, kernel, ports, store } = app;
  return {
    async openMlflow(opening, signal, onBytes) {
      const opened = await opening(signal, onBytes).catch((thrown: unknown) => {
        throw AppError.from(thrown, "invalid-bundle");
      });
      findModel(opened);
      const { bundle, mlmodel, wrapper, notes, inputExample } = await openWith(app, opened, signal);
      throwIfAborted(signal);
      await ports.bundles
        .add(bundle)
        .catch((thrown: unknown) =>
          store.getState().notify({ tone: "error", text: AppError.from(thrown, "storage").wording }),
        );
      await refreshBundles(app);
      const notebook = notebookOfModel({
        id: ownDocumentId(ports.newId()),
        title: bundle.name,
        bundleId: bundle.id,
        mlflowVersion: mlmodel.mlflowVersion,
        wrapper,
        notes,
        inputExample,
        newId: ports.newId,
        say: ports.say,
      });
      await store.getState().openShared(notebook);
      const { cells, title } = document.notebook;
      const model = cells.find((cell) => cell.type === "model");
      if (model) await kernel.run(model.id);
      return { title, runs: wrapper !== null };
    },
  };
}

/** What a model cell gets: an MLflow model's decoder, anything else unchanged. */
export async function plainOrMlflow(
  app: App,
  opened: ModelBundle,
  signal: AbortSignal,
): Promise<ModelBundle> {
  return holdsMlmodel(opened) ? (await openWith(app, opened, signal)).bundle : opened;
}

async function openWith(
  { ports: { bundles, reader } }: App,
  opened: ModelBundle,
  signal: AbortSignal,
): Promise<OpenedModel> {
  // If the page's own model cannot be loaded from the server, others still open.
  const embedded = await bundles.get(embeddedBundleId, signal).catch(() => null);
  return reader.openModel(opened, embedded, signal);
}
