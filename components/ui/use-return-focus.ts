import { useState } from "react";

/**
 * For a dialog that no button of its own opens: gives the focus back to what had it when the dialog came.
 *
 * @returns for `onCloseAutoFocus` of Radix's dialogs, which by themselves know only their trigger.
 */
export function useReturnFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
