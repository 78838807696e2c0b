import type { KeyboardEvent } from "react";

/** Enter sends; with Shift it is a line end, and while a character is being composed it chooses that character. */
export function isSendKey(event: KeyboardEvent): boolean {
  const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
  return event.key === "Enter" && !hasModifier && !event.nativeEvent.isComposing;
}
