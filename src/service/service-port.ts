/** What the page needs of its service worker; `workers/service` implements it, tests fake it. */
import type { Wording } from "#base/message.ts";
import type { ServedRequest, ServedResponse } from "#serving/served.ts";

/** Where the service worker stands. */
export type ServiceState =
  /** There is none. `detail` is the browser's own words, where there are some. */
  | {
      readonly status: "absent";
      readonly reason: "unsupported" | "development" | "refused";
      readonly detail: string | null;
    }
  | { readonly status: "installing" }
  | {
      readonly status: "active";
      /** Whether it answers this page's requests. Not after a reload with the shift key, for one. */
      readonly controls: boolean;
      /** Whether this page's own document came through it, with the headers that isolate. */
      readonly servedPage: boolean;
      /** What lies in the cache of all that the page is made of; null until it is known. */
      readonly offline: OfflineFiles | null;
      /** "waiting": another version is ready to take over. "taken": it took over in another tab, and this page is an old one. */
      readonly update: "none" | "waiting" | "taken";
    };

export interface OfflineFiles {
  readonly cachedFiles: number;
  readonly totalFiles: number;
  readonly cachedBytes: number;
  readonly totalBytes: number;
  /** The rest is being cached now. */
  readonly busy: boolean;
  /** Why the rest could not be cached, or null. */
  readonly problem: Wording | null;
}

/** Answers a request to the page's local endpoint. Aborted when whoever asked is gone. */
export type AnswerRequest = (request: ServedRequest, signal: AbortSignal) => Promise<ServedResponse>;

export interface ServicePort {
  /** Folder of the local endpoint's routes, with a slash at its end. */
  readonly endpointUrl: string;
  /** Registers it; the listener hears each state from then on. */
  start(listener: (state: ServiceState) => void): void;
  /** Lets the waiting version take over, and reloads the page once it has. What is unsaved has to be saved before. */
  update(): Promise<void>;
  /** From now on this tab answers the local endpoint's requests; null: no more. */
  serve(answer: AnswerRequest | null): void;
  /** Only reloads the page. */
  reload(): void;
}
