/**
 * The download worker: the only code that fetches models from other hosts and writes them to the disk.
 * It is not under the page's policy (connect-src), but under that of its own response: see ARCHITECTURE.md. So it requests only addresses
 * of the source that the person chose, by GET and without cookies.
 */
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { checkRoom } from "#bundle/download/check-room.ts";
import { parseHubPlace } from "#bundle/download/hub-address.ts";
import { lookUpCommit, lookUpHub } from "#bundle/download/hub-source.ts";
import type { DownloadWorker } from "#bundle/download/download-port.ts";
import { byVerdict, inspectPlan } from "#bundle/download/inspect-plan.ts";
import { KeptModels } from "#bundle/download/kept-models.ts";
import { lookUpManifest } from "#bundle/download/manifest-source.ts";
import { modelNeeds } from "#bundle/download/preflight.ts";
import { threadChoice } from "../inference/ort-web/thread-choice.ts";
import { kernelMachine } from "../kernel-machine.ts";
import { serve } from "../rpc/serve.ts";
import { downloadLock } from "./download-lock.ts";
import { createStore } from "./create-store.ts";

const models = new KeptModels(createStore());
const platform = { fetch: fetch.bind(self), nowMs: () => performance.now(), sleep };

serve<DownloadWorker>(self, {
  async lookUp(source, token, onWait, signal) {
    const options = { fetch: platform.fetch, signal, token, sleep, onWait };
    if (source.kind === "manifest") return [await lookUpManifest(source, options)];
    const plans = await lookUpHub(source, options);
    // The folder of a public model is known to run.
    if (source.variant !== null) return plans;
    return byVerdict(plans, parseHubPlace(source.repository).path !== null, options);
  },
  commit: (source, token, signal) => lookUpCommit(source, { fetch: platform.fetch, signal, token, sleep }),
  async examine(plan, token, tellFetchedBytes, signal) {
    const options = { fetch: platform.fetch, signal, token };
    const needs = await modelNeeds(plan, options);
    let fetchedBytes = 0;
    const onFetchedBytes = (bytes: number): void => tellFetchedBytes((fetchedBytes += bytes));
    const machine = kernelMachine(threadChoice().threads);
    const report = await inspectPlan(plan, { ...options, machine, onFetchedBytes }).catch(
      (thrown: unknown) => {
        throwIfAborted(signal);
        // The download retries temporary faults; a refusal ends it.
        const { status } = AppError.from(thrown).details;
        if (status === 401 || status === 403) throw thrown;
        return null;
      },
    );
    return {
      missingBytes: await models.missingBytes(plan),
      needs,
      report,
      freeStorageBytes: await freeBytes(),
    };
  },
  prepare: (plan) =>
    alone(plan.id, async () => {
      checkRoom(plan, await models.missingBytes(plan), await freeBytes());
      return models.prepare(plan);
    }),
  download: (id, request, onProgress, signal) =>
    alone(id, () => models.download(id, platform, { ...request, signal, onProgress })),
  list: () => models.list(),
  open: (id) => models.open(id),
  notebook: (id) => models.notebook(id),
  check: (id, onReadBytes, signal) =>
    alone(id, () => {
      let readBytes = 0;
      return models.check(id, signal, (bytes) => onReadBytes((readBytes += bytes)));
    }),
  remove: (id) => alone(id, () => models.remove(id)),
});

/** null if the browser does not say. */
async function freeBytes(): Promise<number | null> {
  const storage: Partial<StorageManager> | undefined = navigator.storage;
  const { quota, usage } = (await storage?.estimate?.().catch(() => null)) ?? {};
  return quota === undefined ? null : quota - (usage ?? 0);
}

/** @throws AppError "storage" if another tab, or another call, is working on this download. */
async function alone<Result>(id: string, act: () => Promise<Result>): Promise<Result> {
  return navigator.locks.request(downloadLock(id), { ifAvailable: true }, async (lock) => {
    if (lock !== null) return act();
    throw new AppError(
      "storage",
      message`Another tab is using this model. Wait until it is done, or close that tab.`,
      { details: { id, isBusy: true } },
    );
  });
}

/** Ends early when the network comes back. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      self.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    self.addEventListener("online", end);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
  throwIfAborted(signal);
}
