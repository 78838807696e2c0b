/** The service worker as the interface sees it: works offline, a new version is there, isolation after a reload. */
import type { ServicePort, ServiceState } from "#service/service-port.ts";

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

export const NO_SERVICE: ServiceState = { status: "absent", reason: "unsupported", detail: null };

export function createServiceActions(options: {
  readonly port: ServicePort | null;
  readonly set: (slice: ServiceSlice) => void;
  readonly flush: () => Promise<void>;
}): ServiceActions & { readonly startService: () => void } {
  const { port, set, flush } = options;
  return {
    startService: () => port?.start((service) => set({ service })),
    async updatePage() {
      await flush();
      await port?.update();
    },
    async reloadPage() {
      await flush();
      port?.reload();
    },
  };
}
