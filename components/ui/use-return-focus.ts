import { useState } from "react";
import { focusNotebook } from "#components/notebook/focus-cell.ts";
import { dialogOpener } from "./open-dialog.ts";

/**
 * For a dialog that `openDialog` opens: gives the focus back to what had it when the dialog was asked for, or to the notebook
 * where that is gone.
 *
 * @returns also for `onCloseAutoFocus` of Radix's dialogs, which by themselves know only their trigger.
 */
export function useReturnFocus(): (event?: Event) => void {
  const [opener] = useState(dialogOpener);
  return (event) => {
    event?.preventDefault();
    if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) opener.focus();
    else focusNotebook();
  };
}
