/** The bundles that a model cell can pick: the embedded one, those that the person has opened here, and downloaded ones. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { DownloadPort } from "#bundle/download/download-port.ts";
import { needsPermission, requestPermission } from "#bundle/handle-permission.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { Remembered } from "#bundle/remembered.ts";
import type { BundleEntry, BundleRegistry } from "#bundle/bundle-registry.ts";
import type { NotebookStorage } from "#notebook/notebook-storage.ts";

/** Known before anything is read, so that the cell which names it is drawn whole at once. */
export const EMBEDDED_ENTRY: BundleEntry = {
  id: embeddedBundleId,
  name: "Phi-3 demo (embedded)",
  isDemo: true,
};

export function createBundleRegistry(options: {
  readonly reader: Pick<ReaderPort, "openZip">;
  readonly storage: NotebookStorage;
  readonly openEmbedded: (signal: AbortSignal) => Promise<ModelBundle>;
  readonly downloads: Pick<DownloadPort, "list" | "open" | "remove">;
}): BundleRegistry {
  const { reader, storage, openEmbedded, downloads } = options;
  /** Opened bundles stay usable in this tab even where storage fails. */
  const opened = new Map<string, ModelBundle>();
  let embedded: ModelBundle | null = null;

  async function load(id: string): Promise<ModelBundle | Remembered | undefined> {
    const inTab = opened.get(id);
    if (inTab) return inTab;
    const stored = await storage.load(id);
    return stored === undefined ? undefined : (await remembering()).readStoredBundle(stored);
  }

  async function entryOf(id: string): Promise<BundleEntry[]> {
    const stored = await load(id);
    if (stored === undefined) return [];
    if (!isRemembered(stored)) return [{ id, name: stored.name, isDemo: false }];
    const blocked = await needsPermission(stored.handle);
    return [
      { id, name: stored.bundle.name, isDemo: false, ...(blocked && { blockedPlace: stored.handle.name }) },
    ];
  }

  /** Where storage fails, nothing is kept. */
  async function downloaded(): Promise<readonly KeptModel[]> {
    return (await downloads.list().catch(() => ({ kept: [] }))).kept;
  }

  return {
    async list() {
      const ids = new Set([...(await storage.list().catch(() => [])), ...opened.keys()]);
      const bundles = await Promise.all([...ids].map((id) => entryOf(id)));
      return [
        EMBEDDED_ENTRY,
        ...bundles.flat(),
        ...(await downloaded())
          .filter(({ bundleId }) => !ids.has(bundleId))
          .map(({ bundleId, name }) => ({ id: bundleId, name, isDemo: false })),
      ];
    },

    async get(id, signal) {
      if (id === embeddedBundleId) {
        embedded ??= await openEmbedded(signal);
        return embedded;
      }
      const stored = await load(id);
      if (isRemembered(stored)) {
        const { openRemembered } = await remembering();
        const bundle = await openRemembered(reader.openZip, stored, signal);
        opened.set(id, bundle);
        return bundle;
      }
      if (stored) return stored;
      const kept = (await downloaded()).find(({ bundleId }) => bundleId === id);
      if (kept) return downloads.open(kept.id);
      throw new AppError(
        "not-found",
        message`The model that this cell names is not in this browser any more. Open its folder or zip, or download it again, or pick the embedded demo.`,
        { details: { bundleId: id } },
      );
    },

    async add(bundle) {
      opened.set(bundle.id, bundle);
      const { remember } = await remembering();
      await storage.save(bundle.id, remember(bundle) ?? bundle);
    },

    async allow(id) {
      const stored = await load(id);
      return isRemembered(stored) ? requestPermission(stored.handle) : true;
    },

    async remove(id) {
      opened.delete(id);
      await storage.remove(id);
      for (const kept of await downloaded()) if (kept.bundleId === id) await downloads.remove(kept.id);
    },
  };
}

/** Loaded when a folder or a zip is opened: the page can be read and edited without. */
const remembering = () => import("#bundle/remembered.ts");

function isRemembered(stored: ModelBundle | Remembered | undefined): stored is Remembered {
  return stored !== undefined && "kind" in stored;
}
