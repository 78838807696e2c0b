import type { KeyboardEvent } from "react";

/**
 * Enter sends, and so does Ctrl+Enter, which runs a cell elsewhere. Shift+Enter starts a new line. While a character is being composed,
 * Enter chooses that character.
 */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !event.nativeEvent.isComposing;
}
