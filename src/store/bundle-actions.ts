/** Bundles as files: a model, alone or with the notebook in sight, out to one file and in again. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { bundleId } from "#bundle/bundle-id.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { DownloadPlan, PlanNotebook } from "#bundle/download/plan.ts";
import { bundleFileEnding } from "#bundle/bundle-file-ending.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { Progress } from "#base/progress.ts";
import type { DownloadPort } from "#bundle/download/download-port.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { ArtifactPort, BundleRegistry } from "#kernel/ports.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";
import type { OpenedDocument } from "./document-actions.ts";

/** Functions, not methods. */
export interface BundleActions {
  /**
   * A model as one file; with the notebook in sight, and its wrappers' Python, where `withNotebook`.
   * @param demoUrl where Jupyter can fetch the embedded model.
   * @throws AppError as `ArtifactPort.zipBundle`, "not-found".
   */
  readonly saveBundle: (
    what: { readonly bundleId: string; readonly withNotebook: boolean; readonly demoUrl: string },
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<{ readonly blob: Blob; readonly fileName: string }>;
  /**
   * Opens a bundle file: keeps its model in this browser, as a download is kept, and then opens its notebook where it has
   * one; otherwise the cell takes the model. Nothing runs. Resolves when the list was read and the rest has begun.
   * @returns false for another kind of zip.
   * @throws AppError as `readBundleZip`.
   */
  readonly openBundleFile: (file: File, cellId: CellId | null) => Promise<boolean>;
  /** Opens the notebook that came with a kept model. */
  readonly openNotebookOf: (model: Pick<KeptModel, "id" | "bundleId" | "name">) => Promise<void>;
}

interface BundleActionsOptions {
  readonly reader: Pick<ReaderPort, "readBundleFile">;
  readonly artifacts: ArtifactPort;
  readonly bundles: BundleRegistry;
  readonly downloads: Pick<DownloadPort, "notebook">;
  readonly notebook: () => Notebook;
  readonly toIpynb: (demoUrl: string) => Promise<{ readonly fileName: string; readonly text: string }>;
  readonly openIpynb: (
    text: string,
    name: string,
    models: { readonly from: string | null; readonly to: string },
  ) => Promise<OpenedDocument>;
  readonly startImport: (plan: DownloadPlan, blobs: readonly Blob[], cellId: CellId | null) => Promise<void>;
  /** Points a model cell to a model. */
  readonly choose: (cellId: CellId | null, bundleId: string) => void;
  readonly tell: (opened: OpenedDocument, model: string) => void;
}

export function createBundleActions(options: BundleActionsOptions): BundleActions {
  const { reader, artifacts, bundles, downloads } = options;

  async function openNotebook(
    { text, bundleId: from }: PlanNotebook,
    name: string,
    to: string,
  ): Promise<void> {
    options.tell(await options.openIpynb(text, `${name}.ipynb`, { from, to }), name);
  }

  /** The same files, opened or downloaded before, or those of the embedded model; null where there are none. */
  async function alreadyHere(plan: DownloadPlan, blobs: readonly Blob[]): Promise<string | null> {
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

  return {
    async saveBundle({ bundleId, withNotebook, demoUrl }, onProgress, signal) {
      const bundle = await bundles.get(bundleId, signal);
      const ipynb = withNotebook ? await options.toIpynb(demoUrl) : null;
      const wrappers = withNotebook
        ? options.notebook().cells.flatMap((cell) => (cell.type === "wrapper" ? [codeOf(cell.wrapper)] : []))
        : [];
      const blob = await artifacts.zipBundle(
        { bundle, notebook: ipynb?.text ?? null, wrappers },
        onProgress,
        signal,
      );
      const stem = ipynb === null ? fileStem(bundle.name) : ipynb.fileName.replace(/\.ipynb$/, "");
      return { blob, fileName: `${stem}${bundleFileEnding}` };
    },

    async openBundleFile(file, cellId) {
      const found = await reader.readBundleFile(file);
      if (found === null) return false;
      const { plan, blobs } = found;
      const id = await alreadyHere(plan, blobs);
      if (id === null) await options.startImport(plan, blobs, cellId);
      else if (plan.notebook) await openNotebook(plan.notebook, plan.name, id);
      else options.choose(cellId, id);
      return true;
    },

    async openNotebookOf({ id, bundleId, name }) {
      const notebook = await downloads.notebook(id);
      if (notebook === null) throw new AppError("not-found", message`No notebook came with ${name}.`);
      await openNotebook(notebook, name, bundleId);
    },
  };
}

function codeOf({ form, editedCode }: WrapperSource): string {
  return editedCode ?? generateCode(form);
}

function hasSameFiles({ files }: ModelBundle, plan: DownloadPlan): boolean {
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  return (
    files.length === plan.files.length &&
    plan.files.every(({ path, digest }) => digest !== null && hashes.get(path) === digest.hex)
  );
}

/** Characters that every system takes in a file's name. */
function fileStem(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, "").trim() || "model";
}
