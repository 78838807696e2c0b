import type { Wording } from "./message.ts";

/** How far something is that takes time. */
export interface Progress {
  readonly label: Wording;
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
}
