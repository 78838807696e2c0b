import type { StoreApi } from "zustand/vanilla";
import type { Kernel } from "#kernel/kernel.ts";
import type { AllPorts } from "./app-ports.ts";
import type { AppStoreState } from "./app-state.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Saving } from "./saving.ts";

/** What every slice of the state is built on. */
export interface App {
  readonly ports: AllPorts;
  readonly store: Pick<StoreApi<AppStoreState>, "getState" | "setState">;
  readonly kernel: Kernel;
  readonly saving: Saving;
  readonly document: OpenDocument;
}
