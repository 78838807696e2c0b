/** One file of the built page; tools/service-worker.ts lists them all. */
export interface BuiltFile {
  /** Relative to the service worker, e.g. "assets/index-1f2e.js". */
  readonly path: string;
  /** Hash of the content, in hex. */
  readonly hash: string;
  readonly sizeBytes: number;
  /** Cached in the background, or when it is used: the page opens and can be edited without it. */
  readonly lazy: boolean;
}
