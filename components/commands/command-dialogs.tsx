import { lazy, Suspense } from "react";
import { FindBar } from "#components/find/find-bar.tsx";
import { ShortcutsDialog } from "#components/header/shortcuts-dialog.tsx";
import { openDialog, useOpenDialog } from "#components/ui/open-dialog.ts";

/** Loaded when it is asked for: the page is there without. */
const CommandPalette = lazy(() => import("./command-palette.tsx"));
const EndpointDialog = lazy(() => import("#components/endpoint/endpoint-dialog.tsx"));
const OutlinePanel = lazy(() => import("#components/outline/outline-panel.tsx"));
const StatusDialog = lazy(() => import("#components/status/status-dialog.tsx"));

/** The palette, find and replace, the outline, the list of keys, the status panel and the local endpoint. */
export function CommandDialogs() {
  const dialog = useOpenDialog();
  const close = () => openDialog(null);
  if (dialog === "shortcuts") return <ShortcutsDialog onClose={close} />;
  // Not loaded late: what is typed right after its key must not act on a cell.
  if (dialog === "find") return <FindBar onClose={close} />;
  return (
    <Suspense>
      {dialog === "palette" && <CommandPalette onClose={close} />}
      {dialog === "endpoint" && <EndpointDialog onClose={close} />}
      {dialog === "outline" && <OutlinePanel onClose={close} />}
      {dialog === "status" && <StatusDialog onClose={close} />}
    </Suspense>
  );
}
