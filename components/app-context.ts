import { createContext, use } from "react";
import { useStore } from "zustand";
import type { Wording } from "#base/message.ts";
import type { CellId } from "#notebook/cell.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { AppActions, AppState } from "#store/app-state.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { AppStore } from "#store/app-store.ts";

/** What is known about threads before the first model has run. */
interface ThreadFacts {
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  readonly singleThreadReason: Wording | null;
  /** The number of threads if the page were isolated. */
  readonly threadsIfIsolated: number;
}

/** What main.tsx passes to the interface. */
export interface AppServices {
  readonly store: AppStore;
  /** Reads untrusted data in a worker. */
  readonly reader: ReaderPort;
  readonly threadFacts: ThreadFacts;
  /** The embedded model's address: a saved notebook fetches it from there. */
  readonly embeddedUrl: string;
  /** Versions of the page and of what it runs on, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

export const AppContext = createContext<AppServices | null>(null);

export function useServices(): AppServices {
  const services = use(AppContext);
  if (services === null) throw new Error("Components of the app stand inside AppContext.");
  return services;
}

/** Part of the state; the component renders again when that part changes. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(useServices().store, select);
}

/** The actions, which never change. */
export function useActions(): AppActions {
  return useServices().store.getState();
}

const IDLE: CellState = { status: "idle" };

export function useCellState(id: CellId): CellState {
  return useApp((state) => state.cellStates.get(id) ?? IDLE);
}
