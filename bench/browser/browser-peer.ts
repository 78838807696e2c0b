import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { workerPort } from "#workers/rpc/worker-port.ts";
import { findChromium } from "../../tools/find-chromium.mjs";
import type { BenchModel, EngineWorker, ModelSource } from "../engines/engine-worker.ts";
import type { BrowserEngineName } from "../engines/engine-names.ts";
import type { Peer } from "../measure.ts";
import { PeakMemory } from "./peak-memory.ts";

export interface BrowserPeerOptions {
  readonly engine: BrowserEngineName;
  readonly model: BenchModel;
  readonly threads: number;
  readonly pageUrl: string;
  /** The browser's profile, which keeps what engines store. */
  readonly profileFolder: string;
}

/** An engine in a Chromium of its own. */
export class BrowserPeer implements Peer {
  skipsContext = false;
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #memory: PeakMemory;
  readonly #options: BrowserPeerOptions;
  readonly #worker = workerPort<EngineWorker>((name, args) => this.#call(name, args), {});

  private constructor(context: BrowserContext, page: Page, memory: PeakMemory, options: BrowserPeerOptions) {
    this.#context = context;
    this.#page = page;
    this.#memory = memory;
    this.#options = options;
  }

  static async open(options: BrowserPeerOptions): Promise<BrowserPeer> {
    const executablePath = findChromium();
    const context = await chromium.launchPersistentContext(options.profileFolder, {
      ...(executablePath !== undefined && { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
      ],
    });
    const page = context.pages()[0]!;
    await page.goto(options.pageUrl);
    await page.waitForFunction(() => window.callEngine !== undefined);
    const memory = await PeakMemory.watch(context.browser()!);
    return new BrowserPeer(context, page, memory, options);
  }

  async load(source: ModelSource): Promise<number> {
    const { engine, model, threads } = this.#options;
    const { loadMs, skipsContext } = await this.#worker.load(engine, model, threads, source);
    this.skipsContext = skipsContext;
    return loadMs;
  }

  async store(): Promise<void> {
    const { engine, model } = this.#options;
    await this.#worker.store(engine, model);
  }

  prefill(tokenIds: readonly number[]): Promise<number> {
    return this.#worker.prefill(tokenIds);
  }

  decode(tokenIds: readonly number[], steps: number): Promise<readonly number[]> {
    return this.#worker.decode(tokenIds, steps);
  }

  /** The renderer's, where the system tells it; elsewhere what the page holds now (measureUserAgentSpecificMemory). */
  async peakBytes(): Promise<number> {
    const bytes = this.#memory.bytes();
    if (bytes !== null) return bytes;
    return this.#page.evaluate(async () => {
      const { measureUserAgentSpecificMemory } = performance as unknown as {
        measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
      };
      if (measureUserAgentSpecificMemory === undefined)
        throw new Error("The browser does not tell its memory.");
      return (await measureUserAgentSpecificMemory.call(performance)).bytes;
    });
  }

  async close(): Promise<void> {
    this.#memory.stop();
    await this.#context.close();
  }

  async #call(name: string, args: readonly unknown[]): Promise<unknown> {
    // An error would come out of `evaluate` with the page's stack in its message.
    const answer = await this.#page.evaluate(
      ([name, args]) =>
        window.callEngine!(name, args).then(
          (result) => ({ result }),
          (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
        ),
      [name, args] as const,
    );
    if ("error" in answer) throw new Error(answer.error);
    return answer.result;
  }
}
