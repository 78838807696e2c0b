import { FindBar } from "#components/find/find-bar.tsx";
import { later } from "#components/ui/later.ts";
import { openDialog, useOpenDialog } from "#components/ui/open-dialog.ts";
import { Part } from "#components/ui/part.tsx";

/** Loaded when needed: the page works without it. */
const CommandPalette = later(() => import("./command-palette.tsx"));
const EndpointDialog = later(() => import("#components/local-endpoint/endpoint-dialog.tsx"));
const OutlinePanel = later(() => import("#components/outline/outline-panel.tsx"));
const ShortcutsDialog = later(() => import("#components/header/shortcuts-dialog.tsx"));
const StatusDialog = later(() => import("#components/status/status-dialog.tsx"));

/** The palette, find and replace, the outline, the list of keys, the status panel and the local endpoint. */
export function CommandDialogs() {
  const dialog = useOpenDialog();
  const close = () => openDialog(null);
  // Not loaded lazily: what is typed right after its key must not act on a cell.
  if (dialog === "find") return <FindBar onClose={close} />;
  return (
    <Part key={dialog} isFloating>
      {dialog === "palette" && <CommandPalette onClose={close} />}
      {dialog === "endpoint" && <EndpointDialog onClose={close} />}
      {dialog === "outline" && <OutlinePanel onClose={close} />}
      {dialog === "shortcuts" && <ShortcutsDialog onClose={close} />}
      {dialog === "status" && <StatusDialog onClose={close} />}
    </Part>
  );
}
