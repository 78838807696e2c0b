/** What the page needs of its service worker. `workers/service` implements it, tests fake it. */
import type { Wording } from "#base/message.ts";
import type { ServedRequest, ServedResponse } from "#scoring-server/served.ts";

/** The state of the service worker. */
export type ServiceState =
  /** There is none. `detail` is the browser's own words, if any. */
  | {
      readonly status: "absent";
      readonly reason: "unsupported" | "development" | "refused";
      readonly detail: string | null;
    }
  | { readonly status: "installing" }
  | {
      readonly status: "active";
      /** Whether it answers this page's requests; it does not after a reload with the shift key, for example. */
      readonly controls: boolean;
      /** Whether it sent this page's own document, with the isolating headers. */
      readonly servedPage: boolean;
      /** How much of the page is in the cache; null until known. */
      readonly offline: OfflineFiles | null;
      /** "waiting": another version is ready to take over. "taken": it took over in another tab, and this page is an old version. */
      readonly update: "none" | "waiting" | "taken";
    };

export interface OfflineFiles {
  readonly cachedFiles: number;
  readonly totalFiles: number;
  readonly cachedBytes: number;
  readonly totalBytes: number;
  /** The rest is being cached. */
  readonly busy: boolean;
  /** Why the rest could not be cached, or null. */
  readonly problem: Wording | null;
}

/** Answers a request to the page's local endpoint. Aborted when the client is gone. */
export type AnswerRequest = (request: ServedRequest, signal: AbortSignal) => Promise<ServedResponse>;

export interface ServicePort {
  /** Folder of the local endpoint's routes, with a slash at the end. */
  readonly endpointUrl: string;
  /** Registers the service worker; the listener is called with each state from then on. */
  start(listener: (state: ServiceState) => void): void;
  /** Activates the waiting version, and reloads the page once it is active. Save first. */
  update(): Promise<void>;
  /** Makes this tab answer the local endpoint's requests; null: stops it. */
  serve(answer: AnswerRequest | null): void;
  /** Only reloads the page. */
  reload(): void;
}
