import { expect, test } from "vitest";
import { formatAllKeys, formatKeys } from "./format-keys.ts";

test("keys are written as on the caps of the keyboard, a Mac's too", () => {
  expect(["d d", "$mod+Shift+p", "Shift+?", "Alt+ArrowUp"].map((keys) => formatKeys(keys, false))).toEqual([
    "D D",
    "Ctrl+Shift+P",
    "?",
    "Alt+↑",
  ]);
  expect(formatKeys("$mod+Enter", true)).toBe("⌘+Enter");
});

test("ways to press that read the same are named once", () => {
  expect(formatAllKeys(["$mod+Enter", "Control+Enter"], false)).toEqual(["Ctrl+Enter"]);
  expect(formatAllKeys(["$mod+Enter", "Control+Enter"], true)).toEqual(["⌘+Enter", "Ctrl+Enter"]);
});
