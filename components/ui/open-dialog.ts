import { useSyncExternalStore } from "react";

/** The dialogs that commands open; one at a time. */
export type DialogName =
  | "shortcuts"
  | "find"
  | "outline"
  | "palette"
  | "rename"
  | "url"
  | "share"
  | "bundle"
  | "status"
  | "endpoint";

const listeners = new Set<() => void>();
let opened: DialogName | null = null;

export function openDialog(name: DialogName | null): void {
  opened = name;
  for (const listener of listeners) listener();
}

export function useOpenDialog(): DialogName | null {
  return useSyncExternalStore(subscribe, () => opened);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
