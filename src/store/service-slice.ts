import type { ServiceState } from "#service/service-port.ts";

export interface ServiceSlice {
  readonly service: ServiceState;
}

/** Functions, not methods. */
export interface ServiceActions {
  /** Saves what is unsaved, lets the new version take over, and reloads the page. Only ever called by the person. */
  readonly updatePage: () => Promise<void>;
  /** Saves what is unsaved and reloads the page. */
  readonly reloadPage: () => Promise<void>;
}
