import { hex } from "#base/hex.ts";
import { WordedError, wordingOf } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { OfflineFiles } from "#service-worker/service-worker-port.ts";
import type { BuiltFile } from "./built-file.ts";

export interface FileCacheOptions {
  /** The files of this build. */
  readonly files: readonly BuiltFile[];
  /** Absolute URL of the page's folder, with a slash at the end. */
  readonly base: string;
  readonly open: () => Promise<Cache>;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** How many builds are kept: this one, and the previous one for tabs that still show it. */
const KEPT_BUILDS = 2;

/**
 * The page's files in one cache, by path and content: files that a new build shares with the previous one, such as the model, are not
 * fetched again.
 */
export class FileCache {
  readonly #options: FileCacheOptions;
  readonly #files: ReadonlyMap<string, BuiltFile>;
  #filling: { readonly done: Promise<void>; readonly stop: AbortController } | null = null;
  #problem: Wording | null = null;
  /** Keys whose content was checked since this service worker started. */
  readonly #checked = new Set<string>();

  constructor(options: FileCacheOptions) {
    this.#options = options;
    this.#files = new Map(options.files.map((file) => [file.path, file]));
  }

  /** Caches the shell. @throws if one of its files cannot be fetched: then this version is not installed. */
  async install(): Promise<void> {
    const cache = await this.#options.open();
    await Promise.all(
      this.#options.files.filter(({ lazy }) => !lazy).map((file) => this.#ensure(cache, file)),
    );
  }

  /** Deletes what belongs to neither this build nor the previous one. */
  async prune(): Promise<void> {
    const cache = await this.#options.open();
    const mine = this.#options.files.map((file) => this.#key(file));
    const others = (await this.#readBuilds(cache)).filter((build) => !sameItems(build, mine));
    const builds = [mine, ...others].slice(0, KEPT_BUILDS);
    await cache.put(this.#buildsKey(), Response.json(builds));
    const kept = new Set([...builds.flat(), this.#buildsKey()]);
    for (const { url } of await cache.keys()) if (!kept.has(url)) await cache.delete(url);
  }

  /** The file, from the cache or fetched and then cached; null if it belongs to neither this build nor the previous one. */
  async get(path: string): Promise<Response | null> {
    const cache = await this.#options.open();
    const file = this.#files.get(path);
    if (file) return (await this.#cached(cache, file)) ?? this.#fetchInto(cache, file);
    const before = `${this.#options.base}${path}?`;
    const key = (await this.#readBuilds(cache)).flat().find((each) => each.startsWith(before));
    return key === undefined ? null : ((await cache.match(key)) ?? null);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Caches the remaining files, one after the other, or waits if that is already running. Never throws: `state` has the reason. */
  fill(onChange: () => void): Promise<void> {
    if (this.#filling === null) {
      const stop = new AbortController();
      const done = this.#fill(stop.signal, onChange).finally(() => {
        this.#filling = null;
        onChange();
      });
      this.#filling = { done, stop };
    }
    return this.#filling.done;
  }

  /** What is cached stays; the next `fill` continues from there. */
  stopFilling(): void {
    this.#filling?.stop.abort();
  }

  async state(): Promise<OfflineFiles> {
    const cache = await this.#options.open();
    const keys = new Set((await cache.keys()).map(({ url }) => url));
    const cached: BuiltFile[] = [];
    // Called after each file: checking the cache for every file each time would take seconds of processor time.
    for (const file of this.#options.files) {
      const key = this.#key(file);
      if (!keys.has(key)) continue;
      if (this.#checked.has(key) || (await this.#cached(cache, file)) !== null) cached.push(file);
    }
    return {
      cachedFiles: cached.length,
      totalFiles: this.#options.files.length,
      cachedBytes: sizeOf(cached),
      totalBytes: sizeOf(this.#options.files),
      busy: this.#filling !== null,
      problem: this.#problem,
    };
  }

  async #fill(signal: AbortSignal, onChange: () => void): Promise<void> {
    this.#problem = null;
    try {
      const cache = await this.#options.open();
      for (const file of this.#options.files) {
        signal.throwIfAborted();
        if (await this.#ensure(cache, file, signal)) onChange();
      }
    } catch (error) {
      if (!signal.aborted) this.#problem = wordingOf(error);
    }
  }

  /** @returns whether it had to be fetched. */
  async #ensure(cache: Cache, file: BuiltFile, signal?: AbortSignal): Promise<boolean> {
    if ((await this.#cached(cache, file)) !== null) return false;
    const { response, isRight } = await this.#fetchRight(file, signal);
    if (!response.ok) throw new WordedError(message`The server answered ${response.status} to ${file.path}.`);
    if (!isRight) {
      throw new WordedError(
        message`The server gave something else for ${file.path}: a page to sign in, or a new version that is being published. The next visit tries again.`,
      );
    }
    await this.#put(cache, file, response);
    return true;
  }

  /** The page gets whatever the server returns, but only the right file is cached. */
  async #fetchInto(cache: Cache, file: BuiltFile): Promise<Response> {
    const { response, isRight } = await this.#fetchRight(file);
    // A full disk must not keep the page from getting its file.
    if (isRight) await this.#put(cache, file, response.clone()).catch(() => undefined);
    return response;
  }

  /**
   * Bypasses the browser's own cache if that holds something else. @returns the server's last answer, and whether it is this build's
   * file.
   */
  async #fetchRight(
    file: BuiltFile,
    signal?: AbortSignal,
  ): Promise<{ readonly response: Response; readonly isRight: boolean }> {
    const ask = async (mode: RequestCache) => {
      const response = await this.#options.fetch(this.#request(file, mode, signal));
      return { response, isRight: response.ok && (await this.#isRight(file, response)) };
    };
    // Names under assets/ change with their content. The browser may have old copies of other files.
    const first = await ask(file.path.startsWith("assets/") ? "default" : "no-cache");
    return first.isRight || !first.response.ok ? first : ask("reload");
  }

  #request({ path }: BuiltFile, cache: RequestCache, signal?: AbortSignal): Request {
    return new Request(`${this.#options.base}${path}`, { cache, ...(signal && { signal }) });
  }

  /** What is cached and correct. Anything else is removed, so that it is fetched again. */
  async #cached(cache: Cache, file: BuiltFile): Promise<Response | null> {
    const key = this.#key(file);
    const response = await cache.match(key);
    if (response === undefined) return null;
    if (this.#checked.has(key) || (await this.#isRight(file, response))) {
      this.#checked.add(key);
      return response;
    }
    await cache.delete(key);
    return null;
  }

  async #put(cache: Cache, file: BuiltFile, response: Response): Promise<void> {
    await cache.put(this.#key(file), response);
    this.#checked.add(this.#key(file));
  }

  async #isRight({ hash }: BuiltFile, response: Response): Promise<boolean> {
    const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
    return hex(new Uint8Array(digest)).startsWith(hash);
  }

  #key({ path, hash }: BuiltFile): string {
    return new URL(`${this.#options.base}${path}?content=${hash}`).href;
  }

  #buildsKey(): string {
    return `${this.#options.base}?builds`;
  }

  async #readBuilds(cache: Cache): Promise<string[][]> {
    const stored = await cache.match(this.#buildsKey());
    return stored ? ((await stored.json()) as string[][]) : [];
  }
}

function sizeOf(files: readonly BuiltFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function sameItems(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, at) => item === right[at]);
}
