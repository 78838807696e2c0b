import { KeptModels } from "#bundle/download/kept-models.ts";
import { lookUpManifest } from "#bundle/download/manifest-source.ts";
import type { DownloadPlan } from "#bundle/download/plan.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { createOpfsStore } from "#workers/download/opfs-store.ts";
import { BundleReader } from "#workers/inference/bundle-reader.ts";
import { pageKernelHost } from "#workers/inference/int4/page-kernel-host.ts";
import { loadInt4Decoder } from "#workers/inference/load-int4-decoder.ts";
import type { BenchModel, ModelSource } from "./engine-worker.ts";
import type { Engine } from "./engine.ts";

const signal = new AbortController().signal;
const platform = {
  fetch: fetch.bind(self),
  nowMs: () => performance.now(),
  sleep: (ms: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, ms);
    }),
};

/** This page's way: by ranges to the origin private file system, every byte's hash checked, then from there to the kernel. */
class BundleEngine implements Engine {
  readonly skipsContext = true;
  readonly #models = new KeptModels(createOpfsStore());

  async load(model: BenchModel, threads: number, source: ModelSource): Promise<void> {
    const plan = await planOf(model);
    if (source === "network") await this.#download(plan);
    const bundle = await this.#models.open(plan.id);
    const reader = new BundleReader(bundle, () => undefined, signal);
    const host = { ...pageKernelHost, machine: { ...pageKernelHost.machine, threads } };
    const config = parseGenaiConfig(await reader.bytes(reader.find("genai_config.json")));
    await loadInt4Decoder(reader.find(config.model.decoder.filename), reader, host, null);
  }

  async store(model: BenchModel): Promise<void> {
    await this.#download(await planOf(model));
  }

  async #download(plan: DownloadPlan): Promise<void> {
    await this.#models.prepare(plan);
    await this.#models.download(plan.id, platform, { signal });
  }

  prefill(): Promise<number> {
    throw new Error("It is only loaded.");
  }

  decode(): Promise<number[]> {
    throw new Error("It is only loaded.");
  }
}

function planOf(model: BenchModel): Promise<DownloadPlan> {
  const url = new URL(`/models/${model.name}/bundle.json`, self.location.origin).href;
  return lookUpManifest({ kind: "manifest", url }, { fetch: platform.fetch, signal });
}

export const engine = new BundleEngine();
