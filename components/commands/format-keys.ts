import { own } from "#base/own.ts";

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Control: "Ctrl",
  Minus: "-",
};

/** Keys in tinykeys' notation, as written on a keyboard: "$mod+Shift+p" is "Ctrl+Shift+P", on a Mac "⌘+Shift+P". */
export function formatKeys(keys: string, isMac: boolean): string {
  return keys
    .split(" ")
    .map((press) =>
      press
        .split("+")
        .map((key) => (key === "$mod" ? (isMac ? "⌘" : "Ctrl") : (own(NAMES, key) ?? capital(key))))
        .join("+")
        .replace("Shift+?", "?"),
    )
    .join(" ");
}

/** The first way to press a command's keys, and the others that look different. */
export function formatAllKeys(all: readonly string[], isMac: boolean): string[] {
  return [...new Set(all.map((keys) => formatKeys(keys, isMac)))];
}

export const IS_MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

function capital(key: string): string {
  return key.length === 1 ? key.toUpperCase() : key;
}
