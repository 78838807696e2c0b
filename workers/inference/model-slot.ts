interface Disposable {
  dispose(): Promise<void>;
}

/** Keeps one loaded model for the next request with the same bundle, and frees it before another is loaded. */
export class ModelSlot<Model extends Disposable> {
  #loaded: { readonly key: string; readonly model: Model } | null = null;

  /** @returns the model and the milliseconds of loading; 0 if it was loaded already. */
  async get(
    key: string,
    load: () => Promise<Model>,
  ): Promise<{ readonly model: Model; readonly loadMs: number }> {
    if (this.#loaded?.key === key) return { model: this.#loaded.model, loadMs: 0 };
    const startMs = performance.now();
    const old = this.#loaded;
    this.#loaded = null;
    await old?.model.dispose();
    const model = await load();
    this.#loaded = { key, model };
    return { model, loadMs: performance.now() - startMs };
  }
}
