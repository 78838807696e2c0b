import type { ServedRequest, ServedResponse } from "#serving/served.ts";
import type { OfflineFiles } from "#service/service-port.ts";

/** Page to service worker. */
export type ToService =
  /** Cache the remaining files. */
  | { readonly kind: "fill" }
  /** Stop caching: a browser activates another version only when this one has nothing left to do. */
  | { readonly kind: "stop-filling" }
  /** How much is cached? */
  | { readonly kind: "report" }
  /** To a waiting version: take over. */
  | { readonly kind: "take-over" };

/** Service worker to page. */
export type FromService =
  | { readonly kind: "offline"; readonly files: OfflineFiles }
  /** Does this tab answer the local endpoint? If so, it accepts on the port that comes with the message. */
  | { readonly kind: "endpoint-offer" };

/** Page to service worker, on the port of an offer. */
export type FromEndpoint =
  | { readonly kind: "take" }
  | { readonly kind: "response"; readonly response: ServedResponse };

/** Service worker to page, on the port of an offer. */
export type ToEndpoint =
  | { readonly kind: "request"; readonly request: ServedRequest }
  | { readonly kind: "abort" };
