import { AlertDialog } from "radix-ui";
import { useRef } from "react";

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** What gets the focus afterwards; by default, what had it before. */
  readonly returnTo?: () => HTMLElement | null;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, text, confirm, cancel, onConfirm, onCancel, returnTo } = props;
  const before = useRef<Element | null>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content
          className="dialog"
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          // No button opens it, and Radix only returns the focus to such a button.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const target = returnTo ? returnTo() : before.current;
            if (target instanceof HTMLElement) target.focus();
          }}
        >
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description>{text}</AlertDialog.Description>
          <div className="dialog-buttons">
            <AlertDialog.Cancel className="button">{cancel}</AlertDialog.Cancel>
            <AlertDialog.Action className="button primary" onClick={onConfirm}>
              {confirm}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
