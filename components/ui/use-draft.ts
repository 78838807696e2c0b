import { useState } from "react";

/**
 * Keeps text as typed while the value is the one that was read from it: "1." and a blank line stay.
 * @param read the value of a text, or null if it has none; the value then stays as it was.
 */
export function useDraft<Value>(
  value: Value,
  format: (value: Value) => string,
  read: (text: string) => Value | null,
): { text: string; type: (text: string) => Value | null } {
  const [draft, setDraft] = useState({ text: format(value), of: format(value) });
  return {
    text: draft.of === format(value) ? draft.text : format(value),
    type(text) {
      const typed = read(text);
      setDraft({ text, of: format(typed ?? value) });
      return typed;
    },
  };
}
