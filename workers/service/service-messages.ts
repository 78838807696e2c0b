import type { OfflineFiles } from "#service/service-port.ts";

/** Page to service worker. */
export type ToService =
  /** Cache the rest of the files. */
  | { readonly kind: "fill" }
  /** How much is cached? */
  | { readonly kind: "report" }
  /** To a waiting version: take over. */
  | { readonly kind: "take-over" };

/** Service worker to page. */
export interface OfflineReport {
  readonly kind: "offline";
  readonly files: OfflineFiles;
}
