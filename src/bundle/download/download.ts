import { throwIfAborted } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { Backoff } from "./backoff.ts";
import { cutIntoPieces, fetchRange, PassingFault } from "./fetch-range.ts";
import { FileDownload, type Span } from "./file-download.ts";
import { emptyNotes, Journal } from "./journal.ts";
import { defaultPace, type DownloadPace } from "./pace.ts";
import { type DownloadPlan, totalBytesOf } from "./plan.ts";
import { SpeedMeter } from "./speed-meter.ts";
import type { DownloadFolder } from "./storage.ts";
import { Throttle } from "./throttle.ts";

export interface DownloadProgress {
  /** "checking": stored pieces are read again, at the disk's speed. */
  readonly phase: "checking" | "downloading";
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** null while too little is known. */
  readonly bytesPerSecond: number | null;
  readonly remainingMs: number | null;
  /** Why it waits, and when it continues; null if it does not wait. */
  readonly trouble: { readonly reason: Wording; readonly waitMs: number } | null;
}

/** What the engine needs from the platform. */
export interface DownloadPlatform {
  readonly fetch: typeof globalThis.fetch;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Rejects with an AbortError when aborted; can end early if there is reason to retry. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly token?: string | null;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly pace?: DownloadPace;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly stallMs?: number;
}

/** A complete file: its SHA-256 was computed, and equals the list's if that has one. */
export interface VerifiedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const defaultStallMs = 30_000;
/** The most bytes per request, so that a connection that ends early leaves work for the others. */
const maxSpanBytes = 64 << 20;
const progressIntervalMs = 200;
/** After a crash of the system, data written since the last flush can be missing; it is read again and noticed. */
const flushIntervalMs = 2000;

/**
 * Downloads what is missing of a plan's files into a folder, and checks every file. Whatever ends it (abort, a fault, a crash), the next
 * call continues from there.
 * @returns the files, all complete.
 * @throws AppError "aborted"; "network" for refusals and after too many tries; "invalid-bundle" for files that differ from their list;
 * "storage" if the storage is full or the folder is in use.
 */
export async function download(
  plan: DownloadPlan,
  folder: DownloadFolder,
  platform: DownloadPlatform,
  options: DownloadOptions,
): Promise<readonly VerifiedFile[]> {
  throwIfAborted(options.signal);
  const { journal, notes } = await Journal.open(folder);
  const files: FileDownload[] = [];
  try {
    for (const file of plan.files) {
      files.push(await FileDownload.open(file, folder, journal, notes.get(file.path) ?? emptyNotes()));
    }
    return await new Download(plan, files, journal, platform, options).run();
  } finally {
    for (const file of files) await file.close();
    journal.flush();
    await journal.close();
  }
}

class Download {
  readonly #files: readonly FileDownload[];
  readonly #journal: Journal;
  readonly #platform: DownloadPlatform;
  readonly #options: DownloadOptions;
  readonly #totalBytes: number;
  readonly #backoff: Backoff;
  readonly #speed: SpeedMeter;
  readonly #connections: number;
  readonly #throttle: Throttle | null;
  /** Ends all connections when one has failed for good. */
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  /** What ended a connection for good. */
  #failure: unknown = null;
  /** Called when there may be something new to start. */
  #wake: () => void = () => undefined;
  /** Bytes received by the connections that are not a complete piece yet. */
  #looseBytes = 0;
  #checkedBytes = 0;
  #phase: DownloadProgress["phase"] = "checking";
  #trouble: DownloadProgress["trouble"] = null;
  #toldMs = Number.NEGATIVE_INFINITY;
  #flushedMs: number;

  constructor(
    plan: DownloadPlan,
    files: readonly FileDownload[],
    journal: Journal,
    platform: DownloadPlatform,
    options: DownloadOptions,
  ) {
    this.#files = files;
    this.#journal = journal;
    this.#platform = platform;
    this.#options = options;
    this.#totalBytes = totalBytesOf(plan);
    this.#backoff = new Backoff(platform.nowMs, platform.sleep);
    this.#speed = new SpeedMeter(platform.nowMs());
    this.#flushedMs = platform.nowMs();
    const { connections, maxBytesPerSecond } = options.pace ?? defaultPace;
    this.#connections = connections;
    this.#throttle =
      maxBytesPerSecond === null ? null : new Throttle(maxBytesPerSecond, platform.nowMs, platform.sleep);
  }

  async run(): Promise<readonly VerifiedFile[]> {
    const { signal } = this.#options;
    const abort = (): void => this.#stop.abort();
    signal.addEventListener("abort", abort, { once: true });
    try {
      await this.#recheck();
      this.#phase = "downloading";
      await this.#downloadAll();
    } catch (error) {
      throwIfAborted(signal);
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
      this.#stop.abort();
      await Promise.allSettled(this.#running);
    }
    this.#tell(true);
    return this.#files.map(({ file, verified }) => ({
      path: file.path,
      sizeBytes: file.sizeBytes,
      // #downloadAll ends when every file has it.
      sha256: verified ?? "",
    }));
  }

  async #recheck(): Promise<void> {
    for (const file of this.#files) {
      if (file.verified !== null) this.#checkedBytes += file.keptBytes;
      await file.recheck(this.#options.signal, (bytes) => {
        this.#checkedBytes += bytes;
        this.#tell();
      });
    }
    this.#tell(true);
  }

  async #downloadAll(): Promise<void> {
    const { signal } = this.#options;
    for (;;) {
      throwIfAborted(signal);
      if (this.#failure !== null) throw this.#failure;
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await this.#finishFiles();
      while (this.#running.size < this.#connections && this.#start()) {
        // #start has added it to #running.
      }
      if (this.#running.size === 0) {
        if (this.#files.every((file) => file.verified !== null)) return;
        continue;
      }
      await Promise.race([woken, ...this.#running]);
    }
  }

  async #finishFiles(): Promise<void> {
    for (const file of this.#files) {
      if (file.verified === null && file.isComplete) await file.finish(this.#options.signal);
    }
  }

  /** Starts a request for the next missing pieces; false if there is none to start. */
  #start(): boolean {
    const missingBytes = this.#totalBytes - this.#keptBytes();
    const spanBytes = Math.min(maxSpanBytes, Math.ceil(missingBytes / this.#connections));
    for (const file of this.#files) {
      const span = file.takeSpan(spanBytes);
      if (span === null) continue;
      const run = this.#request(file, span).finally(() => {
        file.releaseSpan(span);
        this.#running.delete(run);
      });
      this.#running.add(run);
      return true;
    }
    return false;
  }

  /** One request and its answer. After a temporary fault the next one waits; any other fault ends the download. */
  async #request(download: FileDownload, span: Span): Promise<void> {
    const { signal } = this.#stop;
    const { file } = download;
    const watch = new StallWatch(signal, this.#options.stallMs ?? defaultStallMs);
    let looseBytes = 0;
    let startedMs = Number.NEGATIVE_INFINITY;
    try {
      await this.#backoff.ready(signal);
      startedMs = this.#platform.nowMs();
      const startByte = span.first * file.pieceBytes;
      const endByte = Math.min(span.end * file.pieceBytes, file.sizeBytes);
      const { fetch } = this.#platform;
      const { token = null } = this.#options;
      const answer = await watch.over(
        fetchRange(file, { startByte, endByte }, { fetch, token, signal: watch.signal }),
      );
      await download.accept(answer);
      this.#wake();
      const { generation } = download;
      const pieces = cutIntoPieces(file, answer, (bytes) => {
        watch.alive();
        looseBytes += bytes;
        this.#looseBytes += bytes;
        this.#speed.add(bytes, this.#platform.nowMs());
        this.#trouble = null;
        this.#tell();
        if (this.#throttle === null) return undefined;
        watch.rest();
        return this.#throttle.take(bytes, signal).then(() => watch.alive());
      });
      for await (const { piece, bytes } of pieces) {
        watch.rest();
        this.#looseBytes -= looseBytes;
        looseBytes = 0;
        if (await download.put(piece, bytes, generation)) this.#backoff.succeeded();
        this.#flushNowAndThen();
        watch.alive();
      }
    } catch (thrown) {
      if (!signal.aborted)
        this.#fault(watch.stalled ? new PassingFault(message`no more data came in`) : thrown, startedMs);
    } finally {
      watch.rest();
      this.#looseBytes -= looseBytes;
    }
  }

  #fault(fault: unknown, startedMs: number): void {
    try {
      if (!(fault instanceof PassingFault)) throw fault;
      const waitMs = this.#backoff.failed(fault, startedMs);
      this.#trouble = { reason: fault.wording, waitMs };
      this.#tell(true);
    } catch (failure) {
      this.#failure ??= failure;
      this.#stop.abort();
    }
  }

  #flushNowAndThen(): void {
    const nowMs = this.#platform.nowMs();
    if (nowMs - this.#flushedMs < flushIntervalMs) return;
    this.#flushedMs = nowMs;
    for (const file of this.#files) file.flush();
    this.#journal.flush();
  }

  #keptBytes(): number {
    return this.#files.reduce((sum, file) => sum + file.keptBytes, 0);
  }

  #tell(atOnce = false): void {
    const nowMs = this.#platform.nowMs();
    if (!atOnce && nowMs - this.#toldMs < progressIntervalMs) return;
    this.#toldMs = nowMs;
    const isChecking = this.#phase === "checking";
    const loadedBytes = isChecking
      ? this.#checkedBytes
      : Math.min(this.#keptBytes() + this.#looseBytes, this.#totalBytes);
    const bytesPerSecond = isChecking ? null : this.#speed.bytesPerSecond(nowMs);
    this.#options.onProgress?.({
      phase: this.#phase,
      loadedBytes,
      totalBytes: this.#totalBytes,
      bytesPerSecond,
      remainingMs: bytesPerSecond ? ((this.#totalBytes - loadedBytes) / bytesPerSecond) * 1000 : null,
      trouble: this.#trouble,
    });
  }
}

/** Ends a request that receives nothing for too long. */
class StallWatch {
  readonly #controller = new AbortController();
  readonly #stallMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  stalled = false;
  readonly signal: AbortSignal;

  constructor(signal: AbortSignal, stallMs: number) {
    this.#stallMs = stallMs;
    this.signal = AbortSignal.any([signal, this.#controller.signal]);
  }

  async over<Value>(answer: Promise<Value>): Promise<Value> {
    this.alive();
    return answer;
  }

  /** Something arrived, or is expected from now on. */
  alive(): void {
    this.rest();
    this.#timer = setTimeout(() => {
      this.stalled = true;
      this.#controller.abort();
    }, this.#stallMs);
  }

  /** Nothing is expected. */
  rest(): void {
    clearTimeout(this.#timer);
  }
}
