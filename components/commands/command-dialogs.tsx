import { lazy, Suspense } from "react";
import { ShortcutsDialog } from "#components/header/shortcuts-dialog.tsx";
import { openDialog, useOpenDialog } from "#components/ui/open-dialog.ts";

/** Loaded when it is asked for: the page is there without. */
const CommandPalette = lazy(() => import("./command-palette.tsx"));

/** The palette and the list of keys. */
export function CommandDialogs() {
  const dialog = useOpenDialog();
  const close = () => openDialog(null);
  if (dialog === "shortcuts") return <ShortcutsDialog onClose={close} />;
  return dialog === "palette" ? (
    <Suspense>
      <CommandPalette onClose={close} />
    </Suspense>
  ) : null;
}
