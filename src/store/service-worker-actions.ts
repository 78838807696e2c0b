/** The service worker as the interface sees it: offline use, new versions, isolation after a reload. */
import type { ServiceState } from "#service-worker/service-worker-port.ts";
import type { App } from "./app.ts";
import type { ServiceActions } from "./service-worker-slice.ts";

export const NO_SERVICE: ServiceState = { status: "absent", reason: "unsupported", detail: null };

export function createServiceActions({ ports: { service }, saving }: App): ServiceActions {
  return {
    async updatePage() {
      await saving.flush();
      await service?.update();
    },
    async reloadPage() {
      await saving.flush();
      service?.reload();
    },
  };
}
