import { Cpu } from "lucide-react";
import { useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { openDialog } from "#components/ui/open-dialog.ts";

/** The number of threads that models run on. It opens the status panel, which says why, and how to change it. */
export function RuntimeFacts() {
  const texts = useTexts().header;
  const { threads, singleThreadReason } = useServices().threadFacts;
  return (
    <button
      type="button"
      className={`runtime-chip ${singleThreadReason === null ? "" : "limited"}`}
      aria-haspopup="dialog"
      onClick={() => openDialog("status")}
    >
      <Cpu aria-hidden /> {texts.threads(threads)}
    </button>
  );
}
