/** The bundles that a model cell can pick: the embedded one, those that the person has opened here, and downloaded ones. */
import { AppError } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { embeddedBundleId } from "#bundle/open-embedded.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { DownloadPort } from "#kernel/download-port.ts";
import type { BundleRegistry, NotebookStorage } from "#kernel/ports.ts";

const EMBEDDED_NAME = "Phi-3 demo (embedded)";

export function createBundleRegistry(options: {
  readonly storage: NotebookStorage;
  readonly openEmbedded: (signal: AbortSignal) => Promise<ModelBundle>;
  readonly downloads: Pick<DownloadPort, "list" | "open" | "remove">;
}): BundleRegistry {
  const { storage, openEmbedded, downloads } = options;
  /** Opened bundles stay usable in this tab even where storage fails. */
  const opened = new Map<string, ModelBundle>();
  let embedded: ModelBundle | null = null;

  async function load(id: string): Promise<ModelBundle | undefined> {
    return opened.get(id) ?? ((await storage.load(id)) as ModelBundle | undefined);
  }

  /** Where storage fails, nothing is kept. */
  async function downloaded(): Promise<readonly KeptModel[]> {
    return (await downloads.list().catch(() => ({ kept: [] }))).kept;
  }

  return {
    async list() {
      const ids = new Set([...(await storage.list().catch(() => [])), ...opened.keys()]);
      const bundles = await Promise.all([...ids].map((id) => load(id)));
      return [
        { id: embeddedBundleId, name: EMBEDDED_NAME, isDemo: true },
        ...bundles.flatMap((bundle) => (bundle ? [{ id: bundle.id, name: bundle.name, isDemo: false }] : [])),
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
      const bundle = await load(id);
      if (bundle) return bundle;
      const kept = (await downloaded()).find(({ bundleId }) => bundleId === id);
      if (kept) return downloads.open(kept.id);
      throw new AppError(
        "not-found",
        "The model that this cell names is not in this browser any more. Open its folder or zip, or download it again, or pick the embedded demo.",
        { details: { bundleId: id } },
      );
    },

    async add(bundle) {
      opened.set(bundle.id, bundle);
      await storage.save(bundle.id, bundle);
    },

    async remove(id) {
      opened.delete(id);
      await storage.remove(id);
      for (const kept of await downloaded()) if (kept.bundleId === id) await downloads.remove(kept.id);
    },
  };
}
