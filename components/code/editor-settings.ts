import { isRecord } from "#base/record.ts";
import { useSyncExternalStore } from "react";

/** Settings of code editors, stored in this browser. */
interface EditorSettings {
  /** A plain text area instead of Monaco: for screen readers, and for people who prefer it. */
  readonly plain: boolean;
  readonly lineNumbers: boolean;
}

const STORAGE_KEY = "phi3-mlflow-notebook-editor";
const DEFAULTS: EditorSettings = { plain: false, lineNumbers: true };
const listeners = new Set<() => void>();
let settings = readStored();

export function toggleEditorSetting(name: keyof EditorSettings): void {
  settings = { ...settings, [name]: !settings[name] };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useEditorSettings(): EditorSettings {
  return useSyncExternalStore(subscribe, () => settings);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readStored(): EditorSettings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");
    const { plain, lineNumbers } = isRecord(stored) ? stored : {};
    return { plain: plain === true, lineNumbers: lineNumbers !== false };
  } catch {
    return DEFAULTS;
  }
}
