import { hex } from "#base/hex.ts";
import { WordedError, wordingOf } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { OfflineFiles } from "#service/service-port.ts";
import type { BuiltFile } from "./built-file.ts";

export interface FileCacheOptions {
  /** What this build of the page is made of. */
  readonly files: readonly BuiltFile[];
  /** Absolute URL of the folder that holds the page, with a slash at its end. */
  readonly base: string;
  readonly open: () => Promise<Cache>;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Builds whose files are kept: this one, and the one before it, for tabs that still show it. */
const KEPT_BUILDS = 2;

/**
 * The page's files in one cache, by path and content: what a new build has in common with the one before, such as the
 * model, is not fetched again.
 */
export class FileCache {
  readonly #options: FileCacheOptions;
  readonly #files: ReadonlyMap<string, BuiltFile>;
  #filling: { readonly done: Promise<void>; readonly stop: AbortController } | null = null;
  #problem: Wording | null = null;
  /** Keys whose content was looked at since this service worker started. */
  readonly #checked = new Set<string>();

  constructor(options: FileCacheOptions) {
    this.#options = options;
    this.#files = new Map(options.files.map((file) => [file.path, file]));
  }

  /** Caches what the page cannot open without. @throws when one of them cannot be had: then this version is not installed. */
  async install(): Promise<void> {
    const cache = await this.#options.open();
    await Promise.all(
      this.#options.files.filter(({ lazy }) => !lazy).map((file) => this.#ensure(cache, file)),
    );
  }

  /** Deletes what belongs neither to this build nor to the one before. */
  async prune(): Promise<void> {
    const cache = await this.#options.open();
    const mine = this.#options.files.map((file) => this.#key(file));
    const others = (await this.#readBuilds(cache)).filter((build) => !sameItems(build, mine));
    const builds = [mine, ...others].slice(0, KEPT_BUILDS);
    await cache.put(this.#buildsKey(), Response.json(builds));
    const kept = new Set([...builds.flat(), this.#buildsKey()]);
    for (const { url } of await cache.keys()) if (!kept.has(url)) await cache.delete(url);
  }

  /** The file, from the cache, or fetched and then cached; null for what is no file of this build or the one before. */
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

  /** Caches the rest, one file after the other; where that is under way, waits for it. Never throws: `state` has the reason. */
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

  /** What is cached stays; the next `fill` goes on from there. */
  stopFilling(): void {
    this.#filling?.stop.abort();
  }

  async state(): Promise<OfflineFiles> {
    const cache = await this.#options.open();
    const keys = new Set((await cache.keys()).map(({ url }) => url));
    const cached: BuiltFile[] = [];
    // It is asked after each file that comes: to look each one up every time would take seconds of a processor.
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

  /** What the server gives is the page's matter, whatever it is; but only the right file is kept. */
  async #fetchInto(cache: Cache, file: BuiltFile): Promise<Response> {
    const { response, isRight } = await this.#fetchRight(file);
    // A full disk must not keep the page from having its file.
    if (isRight) await this.#put(cache, file, response.clone()).catch(() => undefined);
    return response;
  }

  /**
   * Asks past the browser's own cache where that holds something else. @returns the server's last answer, and whether it is the file
   * of this build.
   */
  async #fetchRight(
    file: BuiltFile,
    signal?: AbortSignal,
  ): Promise<{ readonly response: Response; readonly isRight: boolean }> {
    const ask = async (mode: RequestCache) => {
      const response = await this.#options.fetch(this.#request(file, mode, signal));
      return { response, isRight: response.ok && (await this.#isRight(file, response)) };
    };
    // Names under assets/ change with their content; of the others the browser may hold an old copy.
    const first = await ask(file.path.startsWith("assets/") ? "default" : "no-cache");
    return first.isRight || !first.response.ok ? first : ask("reload");
  }

  #request({ path }: BuiltFile, cache: RequestCache, signal?: AbortSignal): Request {
    return new Request(`${this.#options.base}${path}`, { cache, ...(signal && { signal }) });
  }

  /** What is cached and right; what is not is taken out, so that it is fetched anew. */
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
