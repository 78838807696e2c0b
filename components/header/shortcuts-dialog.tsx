import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useTexts } from "#components/texts/use-texts.ts";

interface ShortcutsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  const texts = useTexts();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog">
          <Dialog.Title>{texts.shortcuts.title}</Dialog.Title>
          <Dialog.Description>{texts.shortcuts.intro}</Dialog.Description>
          <dl className="shortcut-list">
            {texts.shortcuts.keys.map(([keys, what]) => (
              <div key={keys}>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className="icon-button dialog-close" aria-label={texts.dialog.close}>
            <X aria-hidden />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
