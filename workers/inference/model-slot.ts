interface Disposable {
  dispose(): Promise<void>;
}

/** Keeps one loaded model, so that the next request to the same bundle finds it, and frees it before another is loaded. */
export class ModelSlot<Model extends Disposable> {
  #loaded: { readonly bundleId: string; readonly model: Model } | null = null;

  /** @returns the model and the milliseconds that loading took; 0 when it was there. */
  async get(
    bundleId: string,
    load: () => Promise<Model>,
  ): Promise<{ readonly model: Model; readonly loadMs: number }> {
    if (this.#loaded?.bundleId === bundleId) return { model: this.#loaded.model, loadMs: 0 };
    const startMs = performance.now();
    const old = this.#loaded;
    this.#loaded = null;
    await old?.model.dispose();
    const model = await load();
    this.#loaded = { bundleId, model };
    return { model, loadMs: performance.now() - startMs };
  }
}
