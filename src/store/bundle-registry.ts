/** The bundles that a model cell can choose: the embedded one, those that the person opened, and downloaded ones. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { DownloadPort } from "#bundle/download/download-port.ts";
import { needsPermission, requestPermission } from "#bundle/handle-permission.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { Remembered } from "#bundle/bundle-schema.ts";
import type { BundleEntry, BundleRegistry } from "#bundle/bundle-registry.ts";
import type { NotebookStorage } from "#notebook/notebook-storage.ts";

/** Known before anything is read, so that the cell which names it is drawn complete at once. */
export const EMBEDDED_ENTRY: BundleEntry = {
  id: embeddedBundleId,
  name: "Phi-3 demo (embedded)",
  isDemo: true,
};

interface RegistryOptions {
  readonly reader: Pick<ReaderPort, "openZip">;
  readonly storage: NotebookStorage;
  readonly openEmbedded: (signal: AbortSignal) => Promise<ModelBundle>;
  readonly downloads: Pick<DownloadPort, "list" | "open" | "remove">;
}

export class StoredBundles implements BundleRegistry {
  readonly #options: RegistryOptions;
  /** Opened bundles can be used in this tab even if storage fails. */
  readonly #opened = new Map<string, ModelBundle>();
  #embedded: ModelBundle | null = null;

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly BundleEntry[]> {
    const stored = await this.#options.storage.list().catch(() => []);
    const kept = await this.#downloaded();
    const ids = new Set([...stored, ...this.#opened.keys()]);
    for (const { bundleId } of kept) ids.delete(bundleId);
    const bundles = await Promise.all([...ids].map((id) => this.#entryOf(id)));
    return [
      EMBEDDED_ENTRY,
      ...bundles.flat(),
      ...kept.map(({ bundleId, name }) => ({ id: bundleId, name, isDemo: false })),
    ];
  }

  async get(id: string, signal: AbortSignal): Promise<ModelBundle> {
    if (id === embeddedBundleId) {
      this.#embedded ??= await this.#options.openEmbedded(signal);
      return this.#embedded;
    }
    // A download that is whole needs no leave to be read, as a folder or a zip of the same files may.
    const kept = (await this.#downloaded()).find(({ bundleId }) => bundleId === id);
    if (kept) return this.#options.downloads.open(kept.id);
    const stored = await this.#load(id);
    if (isRemembered(stored)) {
      const { openRemembered } = await remembering();
      const bundle = await openRemembered(this.#options.reader.openZip, stored, signal);
      this.#opened.set(id, bundle);
      return bundle;
    }
    if (stored) return stored;
    throw new AppError(
      "not-found",
      message`This browser no longer has the model of this cell. Open its folder or zip, download it again, or choose the embedded demo.`,
      { details: { bundleId: id } },
    );
  }

  async add(bundle: ModelBundle): Promise<void> {
    this.#opened.set(bundle.id, bundle);
    const { remember } = await remembering();
    await this.#options.storage.save(bundle.id, remember(bundle) ?? bundle);
  }

  async allow(id: string): Promise<boolean> {
    const stored = await this.#load(id);
    return isRemembered(stored) ? requestPermission(stored.handle) : true;
  }

  async remove(id: string): Promise<void> {
    const { storage, downloads } = this.#options;
    this.#opened.delete(id);
    await storage.remove(id);
    for (const kept of await this.#downloaded()) if (kept.bundleId === id) await downloads.remove(kept.id);
  }

  async #load(id: string): Promise<ModelBundle | Remembered | undefined> {
    const inTab = this.#opened.get(id);
    if (inTab) return inTab;
    const stored = await this.#options.storage.load(id);
    return stored === undefined ? undefined : (await remembering()).readStoredBundle(stored);
  }

  async #entryOf(id: string): Promise<BundleEntry[]> {
    const stored = await this.#load(id);
    if (stored === undefined) return [];
    if (!isRemembered(stored)) return [{ id, name: stored.name, isDemo: false }];
    const blocked = await needsPermission(stored.handle);
    return [
      { id, name: stored.bundle.name, isDemo: false, ...(blocked && { blockedPlace: stored.handle.name }) },
    ];
  }

  /** If storage fails, nothing is kept. */
  async #downloaded(): Promise<readonly KeptModel[]> {
    return (await this.#options.downloads.list().catch(() => ({ kept: [] }))).kept;
  }
}

/** Loaded when a folder or a zip is opened: reading and editing do not need it. */
const remembering = () => import("#bundle/remembered.ts");

function isRemembered(stored: ModelBundle | Remembered | undefined): stored is Remembered {
  return stored !== undefined && "kind" in stored;
}
