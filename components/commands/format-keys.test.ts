import { expect, test } from "vitest";
import { formatAllKeys, formatKeys } from "./format-keys.ts";

test("keys are written as on the caps of the keyboard, a Mac's too", () => {
  const keys = ["d d", "$mod+Shift+p", "Shift+?", "Alt+ArrowUp", "ArrowLeft", "Shift+ArrowRight"];
  expect(keys.map((each) => formatKeys(each, false))).toEqual([
    "D D",
    "Ctrl+Shift+P",
    "?",
    "Alt+↑",
    "←",
    "Shift+→",
  ]);
  expect(formatKeys("$mod+Enter", true)).toBe("⌘+Enter");
});

test("ways to press that read the same are named once", () => {
  expect(formatAllKeys(["$mod+Enter", "Control+Enter"], false)).toEqual(["Ctrl+Enter"]);
  expect(formatAllKeys(["$mod+Enter", "Control+Enter"], true)).toEqual(["⌘+Enter", "Ctrl+Enter"]);
});
