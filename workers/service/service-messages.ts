import type { ServedRequest, ServedResponse } from "#serving/served.ts";
import type { OfflineFiles } from "#service/service-port.ts";

/** Page to service worker. */
export type ToService =
  /** Cache the rest of the files. */
  | { readonly kind: "fill" }
  /** Stop caching: a browser lets another version take over only once this one has nothing to do. */
  | { readonly kind: "stop-filling" }
  /** How much is cached? */
  | { readonly kind: "report" }
  /** To a waiting version: take over. */
  | { readonly kind: "take-over" };

/** Service worker to page. */
export type FromService =
  | { readonly kind: "offline"; readonly files: OfflineFiles }
  /** Does this tab answer the local endpoint? Whoever does takes it on the port that comes with the message. */
  | { readonly kind: "endpoint-offer" };

/** On the port of an offer, page to service worker. */
export type FromEndpoint =
  | { readonly kind: "take" }
  | { readonly kind: "response"; readonly response: ServedResponse };

/** On the port of an offer, service worker to page. */
export type ToEndpoint =
  | { readonly kind: "request"; readonly request: ServedRequest }
  | { readonly kind: "abort" };
