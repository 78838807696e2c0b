import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

/** The dialogs that commands open; one at a time. */
export type DialogName =
  | "shortcuts"
  | "find"
  | "outline"
  | "palette"
  | "rename"
  | "url"
  | "share"
  | "publish"
  | "bundle"
  | "status"
  | "endpoint";

const listeners = new Set<() => void>();
let opened: DialogName | null = null;
/** What had the focus when the dialog was requested. */
let opener: Element | null = null;

export function openDialog(name: DialogName | null): void {
  // A dialog that is already open may have the focus itself.
  if (name !== null && name !== opened) opener = document.activeElement;
  opened = name;
  for (const listener of listeners) listener();
}

export function useOpenDialog(): DialogName | null {
  return useSyncExternalStore(subscribe, () => opened);
}

/** For the dialog that is open. */
export function dialogOpener(): Element | null {
  return opener;
}

/** For a dialog beside which the page can be used: runs when it opens, and when it is requested again. */
export function useAskedFor(name: DialogName, onAsked: () => void): void {
  const asked = useEffectEvent(onAsked);
  useEffect(() => {
    asked();
    return subscribe(() => {
      if (opened === name) asked();
    });
  }, [name]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
