import type { Wording } from "./message.ts";

/** Progress of something that takes time. */
export interface Progress {
  readonly label: Wording;
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
}
