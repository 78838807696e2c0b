import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useTexts } from "#components/texts/use-texts.ts";

/** The cross in a dialog's corner. */
export function DialogClose() {
  const texts = useTexts().dialog;
  return (
    <Dialog.Close className="icon-button dialog-close" aria-label={texts.close}>
      <X aria-hidden />
    </Dialog.Close>
  );
}
