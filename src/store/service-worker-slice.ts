import type { ServiceState } from "#service-worker/service-worker-port.ts";

export interface ServiceSlice {
  readonly service: ServiceState;
}

export interface ServiceActions {
  /** Saves pending edits, activates the new version, and reloads the page. Called only by the person. */
  readonly updatePage: () => Promise<void>;
  /** Saves pending edits and reloads the page. */
  readonly reloadPage: () => Promise<void>;
}
