/** Bundles as files: writes a model, with or without the open notebook, to one file, and opens such files. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { bundleId } from "#bundle/bundle-id.ts";
import type { DownloadPlan, PlanNotebook } from "#bundle/download/plan.ts";
import { bundleFileEnding } from "#bundle/bundle-file-ending.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { BundleRegistry } from "#bundle/bundle-registry.ts";
import { codeOf } from "#cells/wrapper/wrapper-cell.ts";
import type { App } from "./app.ts";
import { countingZips, pointAtModel } from "./model-actions.ts";
import type { BundleActions } from "./bundle-slice.ts";

export function createBundleActions(app: App): BundleActions {
  const { document, ports, store } = app;
  const wrapperTexts = (): readonly string[] =>
    document.notebook.cells.flatMap((cell) => (cell.type === "wrapper" ? [codeOf(cell.wrapper)] : []));
  return {
    openModel: (bundleId, signal) => ports.bundles.get(bundleId, signal),

    async zipSite({ files, bundle, demoUrl }, onProgress, signal) {
      const { text, fileName } = await store.getState().toIpynb(demoUrl);
      const site =
        bundle === null
          ? { files: [...files, { path: "notebook.ipynb", blob: new Blob([text]) }], bundle }
          : { files, bundle: { bundle, notebook: text, wrappers: wrapperTexts() } };
      const blob = await countingZips(app).zipSite(site, onProgress, signal);
      return { blob, fileName: fileName.replace(/\.ipynb$/, ".site.zip") };
    },

    async saveBundle({ bundleId, withNotebook, demoUrl }, onProgress, signal) {
      const bundle = await ports.bundles.get(bundleId, signal);
      const ipynb = withNotebook ? await store.getState().toIpynb(demoUrl) : null;
      const wrappers = withNotebook ? wrapperTexts() : [];
      const blob = await countingZips(app).zipBundle(
        { bundle, notebook: ipynb?.text ?? null, wrappers },
        onProgress,
        signal,
      );
      const stem = ipynb === null ? fileStem(bundle.name) : ipynb.fileName.replace(/\.ipynb$/, "");
      return { blob, fileName: `${stem}${bundleFileEnding}` };
    },

    async openBundleFile(file, cellId) {
      const found = await ports.reader.readBundleFile(file);
      if (found === null) return false;
      const { plan, blobs } = found;
      const id = await alreadyHere(ports.bundles, plan, blobs);
      if (id === null) await store.getState().startImport(plan, blobs, cellId);
      else if (plan.notebook) await openNotebook(app, plan.notebook, plan.name, id);
      else pointAtModel(app, cellId, id);
      return true;
    },

    async openNotebookOf({ id, bundleId, name }) {
      const notebook = await ports.downloads.notebook(id);
      if (notebook === null) throw new AppError("not-found", message`No notebook came with ${name}.`);
      await openNotebook(app, notebook, name, bundleId);
    },
  };
}

/** Opens the notebook that came with a model. Cells that name that model use the given one. */
async function openNotebook(
  { store }: App,
  { text, bundleId: from }: PlanNotebook,
  name: string,
  to: string,
): Promise<void> {
  const { openIpynb, notify } = store.getState();
  const { title, notes } = await openIpynb(text, `${name}.ipynb`, { from, to });
  const opened = message`“${title}” is open, with its model ${name}. Nothing was run.`;
  notify({ tone: "success", text: opened });
  for (const note of notes) notify({ tone: "info", text: note });
}

/** The same files, if they were opened or downloaded before, or are the embedded model's; null otherwise. */
async function alreadyHere(
  bundles: BundleRegistry,
  plan: DownloadPlan,
  blobs: readonly Blob[],
): Promise<string | null> {
  const embedded = await bundles.get(embeddedBundleId, new AbortController().signal).catch(() => null);
  if (embedded !== null && hasSameFiles(embedded, plan)) return embeddedBundleId;
  const id = await bundleId(
    plan.files.map(({ path, sizeBytes }, place) => ({
      path,
      sizeBytes,
      source: { kind: "blob", blob: blobs[place]! },
    })),
  );
  return (await bundles.list()).some((bundle) => bundle.id === id) ? id : null;
}

function hasSameFiles({ files }: ModelBundle, plan: DownloadPlan): boolean {
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  return (
    files.length === plan.files.length &&
    plan.files.every(({ path, digest }) => digest !== null && hashes.get(path) === digest.hex)
  );
}

/** Characters that every system allows in a file name. */
function fileStem(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, "").trim() || "model";
}
