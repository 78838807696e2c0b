import type { Wording } from "#base/message.ts";
import { formatBytes } from "#components/format.ts";
import type { LaterTexts } from "#components/texts/en-later.ts";
import type { Say } from "#components/texts/say.ts";
import type { ServiceState } from "#service-worker/service-worker-port.ts";
import type { Machine } from "./machine.ts";

export type StatusAction = "reload" | "update" | "persist";

/** A line of the status panel. */
export interface StatusFact {
  readonly name: string;
  readonly value: string;
  /** "limited": something works less well than it could, and `text` says why and what to do. */
  readonly level: "good" | "plain" | "limited";
  readonly text: string;
  readonly action: StatusAction | null;
}

export interface StatusInput {
  readonly machine: Machine;
  readonly isolated: boolean;
  readonly threads: number;
  readonly singleThreadReason: Wording | null;
  /** The threads that a reload would bring, or null. */
  readonly isolationOffer: number | null;
  readonly service: ServiceState;
  /** The WebAssembly memory of the last model; null before the first, and if it is not known. */
  readonly wasmBytes: number | null;
  /** By name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Above this share, storage may soon be full. */
const FULL = 0.9;

export function statusFacts(
  input: StatusInput,
  texts: LaterTexts["status"],
  say: Say,
): readonly StatusFact[] {
  return [
    ...secureFact(input.machine, texts),
    isolationFact(input, texts),
    threadsFact(input, texts, say),
    simdFact(input.machine, texts),
    jsMemoryFact(input.machine, texts),
    wasmMemoryFact(input, texts),
    storageFact(input.machine, texts),
    persistenceFact(input.machine, texts),
    serviceFact(input.service, texts),
    offlineFact(input.service, texts, say),
  ];
}

/** The panel as text, for a bug report. */
export function statusText({ machine, versions }: StatusInput, facts: readonly StatusFact[]): string {
  return [
    ...facts.map(({ name, value }) => `${name}: ${value}`),
    ...Object.entries(versions).map(([name, version]) => `${name}: ${version}`),
    machine.userAgent,
  ].join("\n");
}

type StatusTexts = LaterTexts["status"];

/** Shown only where it matters: most pages are. */
function secureFact({ isSecure }: Machine, texts: StatusTexts): readonly StatusFact[] {
  return isSecure ? [] : [limited(texts.secure, texts.no, texts.notSecure)];
}

function isolationFact(
  { isolated, isolationOffer, service, machine }: StatusInput,
  texts: StatusTexts,
): StatusFact {
  const name = texts.isolation;
  if (!machine.isSecure) return limited(name, texts.no, texts.isolatedIfSecure);
  if (isolated) return good(name, texts.yes, texts.isolated);
  if (isolationOffer !== null) return limited(name, texts.no, texts.isolatedAfterReload, "reload");
  const text =
    service.status === "active" && service.servedPage
      ? texts.notIsolatedByBrowser
      : service.status === "installing"
        ? texts.notIsolatedYet
        : texts.notIsolated;
  return limited(name, texts.no, text);
}

function threadsFact(
  { threads, machine, isolated, singleThreadReason }: StatusInput,
  texts: StatusTexts,
  say: Say,
): StatusFact {
  const value = texts.threadsOf(threads, machine.processors);
  if (threads > 1) return good(texts.threads, value, texts.manyThreads);
  return limited(
    texts.threads,
    value,
    isolated && singleThreadReason !== null ? say(singleThreadReason) : texts.oneThread,
  );
}

function simdFact({ simd, relaxedSimd }: Machine, texts: StatusTexts): StatusFact {
  if (relaxedSimd) return good(texts.simd, texts.simdRelaxed, texts.simdRelaxedText);
  if (simd) return plain(texts.simd, texts.simdPlain, texts.simdPlainText);
  return limited(texts.simd, texts.no, texts.simdNone);
}

function jsMemoryFact({ jsHeap, memoryGb }: Machine, texts: StatusTexts): StatusFact {
  if (jsHeap === null) return plain(texts.jsMemory, texts.unknown, texts.jsMemoryUnknown);
  const value = texts.of(formatBytes(jsHeap.usedBytes), formatBytes(jsHeap.limitBytes));
  const isFull = jsHeap.usedBytes > FULL * jsHeap.limitBytes;
  if (isFull) return limited(texts.jsMemory, value, texts.jsMemoryFull);
  return plain(texts.jsMemory, value, memoryGb === null ? "" : texts.deviceMemory(memoryGb));
}

function wasmMemoryFact({ wasmBytes }: StatusInput, texts: StatusTexts): StatusFact {
  if (wasmBytes === null) return plain(texts.wasmMemory, texts.unknown, texts.wasmMemoryUnknown);
  return plain(texts.wasmMemory, formatBytes(wasmBytes), texts.wasmMemoryText);
}

function storageFact({ storage, isSecure }: Machine, texts: StatusTexts): StatusFact {
  if (!isSecure) return limited(texts.storage, texts.unknown, texts.storedIfSecure);
  if (storage === null) return limited(texts.storage, texts.none, texts.noStorage);
  const value = texts.of(formatBytes(storage.usedBytes), formatBytes(storage.quotaBytes));
  if (storage.usedBytes > FULL * storage.quotaBytes) return limited(texts.storage, value, texts.storageFull);
  return good(texts.storage, value, texts.storageText);
}

function persistenceFact({ persisted }: Machine, texts: StatusTexts): StatusFact {
  if (persisted === null) return plain(texts.persistence, texts.unknown, texts.persistenceUnknown);
  if (persisted) return good(texts.persistence, texts.yes, texts.persisted);
  return limited(texts.persistence, texts.no, texts.notPersisted, "persist");
}

function serviceFact(service: ServiceState, texts: StatusTexts): StatusFact {
  const name = texts.service;
  switch (service.status) {
    case "absent":
      return service.reason === "development"
        ? plain(name, texts.none, texts.serviceDevelopment)
        : limited(name, texts.none, texts.serviceAbsent(service.detail));
    case "installing":
      return plain(name, texts.serviceInstalling, "");
    case "active":
      if (service.update !== "none") return limited(name, texts.serviceUpdate, texts.updateText, "update");
      if (!service.controls) return limited(name, texts.serviceBypassed, texts.bypassedText, "reload");
      return good(name, texts.serviceActive, texts.serviceText);
  }
}

function offlineFact(service: ServiceState, texts: StatusTexts, say: Say): StatusFact {
  const name = texts.offline;
  if (service.status !== "active" || service.offline === null)
    return plain(name, texts.notYet, texts.offlineNone);
  const { cachedFiles, totalFiles, cachedBytes, totalBytes, busy, problem } = service.offline;
  const value = texts.of(formatBytes(cachedBytes), formatBytes(totalBytes));
  if (cachedFiles === totalFiles) return good(name, texts.yes, texts.offlineReady);
  if (problem !== null) return limited(name, value, texts.offlineProblem(say(problem)));
  return plain(name, value, busy ? texts.offlineBusy : texts.offlinePart);
}

function good(name: string, value: string, text: string): StatusFact {
  return { name, value, level: "good", text, action: null };
}

function plain(name: string, value: string, text: string): StatusFact {
  return { name, value, level: "plain", text, action: null };
}

function limited(name: string, value: string, text: string, action: StatusAction | null = null): StatusFact {
  return { name, value, level: "limited", text, action };
}
