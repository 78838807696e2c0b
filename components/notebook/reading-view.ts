/** Texts and outputs alone, without forms and code: for whoever reads a notebook and does not work on it. As long as the page is open. */
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let isReading = false;

export function toggleReadingView(): void {
  isReading = !isReading;
  for (const listener of listeners) listener();
}

export function useReadingView(): boolean {
  return useSyncExternalStore(subscribe, current, current);
}

function current(): boolean {
  return isReading;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
