import { RadioTower } from "lucide-react";
import { useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { openDialog } from "#components/ui/open-dialog.ts";

/** Shown as long as something may ask the model. */
export function EndpointChip() {
  const texts = useTexts().endpoint;
  const on = useApp((state) => state.endpointCell !== null);
  const busy = useApp((state) => state.endpointCalls.some(({ outcome }) => outcome.status === "running"));
  if (!on) return null;
  return (
    <button
      type="button"
      className={`runtime-chip ${busy ? "busy" : ""}`}
      aria-haspopup="dialog"
      onClick={() => openDialog("endpoint")}
    >
      <RadioTower aria-hidden /> {texts.chip}
    </button>
  );
}
