import { useState } from "react";
import { focusNotebook } from "#components/notebook/focus-cell.ts";
import { dialogOpener } from "./open-dialog.ts";

/**
 * For a dialog that `openDialog` opens: returns the focus to what had it when the dialog was requested, or to the notebook if that is
 * gone.
 * @returns also a handler for `onCloseAutoFocus` of Radix dialogs, which only know their trigger.
 */
export function useReturnFocus(): (event?: Event) => void {
  const [opener] = useState(dialogOpener);
  return (event) => {
    event?.preventDefault();
    if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) opener.focus();
    else focusNotebook();
  };
}
