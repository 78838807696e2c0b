/** Models of model cells, and artifacts of them. */
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { OpenBundle } from "#bundle/bundle.ts";
import type { HubOrigin } from "#bundle/download/plan.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { ArtifactPort } from "#mlflow/artifact-port.ts";
import type { CellId } from "#notebook/cell.ts";
import { chooseModel } from "#notebook/choose-model.ts";
import type { App } from "./app.ts";
import { refreshBundles } from "./bundle-list.ts";
import { plainOrMlflow } from "./mlflow-actions.ts";
import type { ModelActions } from "./model-slice.ts";

const OPENING = message`Opening the model`;

export function createModelActions(app: App): ModelActions {
  const { kernel, ports, store, document } = app;
  return {
    chooseModel: (cell, bundleId) => void pointAtModel(app, cell.id, bundleId),

    async openBundle(id, opening) {
      const opened = await kernel.beside(id, (signal, onProgress) => {
        onProgress({ label: OPENING });
        const onBytes = (loadedBytes: number, totalBytes: number) =>
          onProgress({ label: OPENING, loadedBytes, totalBytes });
        return openAndKeep(app, id, (abort) => opening(abort, onBytes), signal);
      });
      if (opened) await kernel.run(id);
    },

    async allowFolder(bundleId) {
      const allowed = await ports.bundles.allow(bundleId);
      await refreshBundles(app);
      return allowed;
    },

    async forgetBundle(bundleId) {
      if (bundleId === embeddedBundleId) return;
      await ports.bundles.remove(bundleId);
      await store.getState().refreshModels();
      for (const cell of document.notebook.cells)
        if (cell.type === "model" && cell.bundleId === bundleId) pointAtModel(app, cell.id, embeddedBundleId);
    },

    zipArtifact: (artifact, onProgress, signal) => countingZips(app).zip(artifact, onProgress, signal),
  };
}

/** Points a model cell to a bundle. @returns whether the cell exists. */
export function pointAtModel(app: App, id: CellId | null, bundleId: string): boolean {
  const { notebook } = app.document;
  const cell = notebook.cells.find((each) => each.id === id);
  if (cell?.type !== "model") return false;
  app.document.edit(chooseModel(notebook, cell, bundleId, (of) => hubOriginOf(app, of) ?? undefined));
  return true;
}

/** The hub repository that a kept model was downloaded from. */
export function hubOriginOf({ store }: App, bundleId: string): HubOrigin | null {
  const origin = store.getState().kept.find((model) => model.bundleId === bundleId)?.origin;
  return origin?.kind === "hub" ? origin : null;
}

/** The port, wrapped so that the state counts the zips being written. */
export function countingZips({ ports, store }: App): ArtifactPort {
  const counted = async (zip: () => Promise<Blob>): Promise<Blob> => {
    const count = (by: 1 | -1) => store.setState(({ zipsInWork }) => ({ zipsInWork: zipsInWork + by }));
    count(1);
    try {
      return await zip();
    } finally {
      count(-1);
    }
  };
  return {
    zip: (...what) => counted(() => ports.artifacts.zip(...what)),
    zipBundle: (...what) => counted(() => ports.artifacts.zipBundle(...what)),
    zipSite: (...what) => counted(() => ports.artifacts.zipSite(...what)),
  };
}

async function openAndKeep(
  app: App,
  id: CellId,
  opening: (signal: AbortSignal) => ReturnType<OpenBundle>,
  signal: AbortSignal,
): Promise<void> {
  const { ports, store } = app;
  const opened = await opening(signal).catch((thrown: unknown) => {
    throw AppError.from(thrown, "invalid-bundle");
  });
  const bundle = await plainOrMlflow(app, opened, signal);
  throwIfAborted(signal);
  const notKept = await ports.bundles.add(bundle).then(
    () => null,
    (thrown: unknown) => AppError.from(thrown, "storage"),
  );
  if (notKept) store.getState().notify({ tone: "error", text: notKept.wording });
  await refreshBundles(app);
  pointAtModel(app, id, bundle.id);
  if (notKept === null) {
    const text = message`${bundle.name} is open, and kept in this browser.`;
    store.getState().notify({ tone: "success", text });
  }
}
