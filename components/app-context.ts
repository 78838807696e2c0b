import { createContext, use, useCallback, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Wording } from "#base/message.ts";
import type { CellId } from "#notebook/cell.ts";
import type { CellState, StreamedAnswer } from "#kernel/cell-state.ts";
import type { AppActions, AppState } from "#store/app-state.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { AppStore } from "#store/app-store.ts";
import { watchCell } from "./cell-changes.ts";

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

/**
 * What one cell has in the state: its content, its run state, its part in the selection. `select` may look at nothing else, since it is
 * asked again only when one of these changes.
 */
export function useOfCell<Part>(id: CellId, select: (state: AppState) => Part): Part {
  const { store } = useServices();
  const watch = useCallback((wake: () => void) => watchCell(store, id, wake), [store, id]);
  const part = () => select(store.getState());
  return useSyncExternalStore(watch, part, part);
}

const IDLE: CellState = { status: "idle" };

/** Without the text that streams: the same object while an answer arrives. */
export function useCellState(id: CellId): CellState {
  return useOfCell(
    id,
    useShallow(({ cellStates }) => {
      const state = cellStates.get(id) ?? IDLE;
      return state.status === "running" ? { ...state, partial: null } : state;
    }),
  );
}

/** The text that has arrived; null before the first piece and while the cell does not run. */
export function useStreamed(id: CellId): StreamedAnswer | null {
  return useOfCell(id, ({ cellStates }) => {
    const state = cellStates.get(id);
    return state?.status === "running" ? state.partial : null;
  });
}
