/** Texts and outputs without forms and code, for reading a notebook. Lasts as long as the page is open. */
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
