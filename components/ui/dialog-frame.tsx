import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { DialogClose } from "./dialog-close.tsx";

interface DialogFrameProps {
  readonly title: string;
  /** Only for screen readers. */
  readonly isTitleHidden?: boolean;
  /** What the dialog is about, below its title. */
  readonly text?: string | undefined;
  readonly className?: string;
  /** False if the dialog has its own button to close it. */
  readonly hasCross?: boolean;
  readonly onClose: () => void;
  /** Returns the focus when the dialog is gone. By default, Radix gives it to what had it before. */
  readonly returnFocus?: (event: Event) => void;
  readonly children: ReactNode;
}

/** What every dialog has. It is drawn while it is open. */
export function DialogFrame(props: DialogFrameProps) {
  const {
    title,
    isTitleHidden,
    text,
    className = "",
    hasCross = true,
    onClose,
    returnFocus,
    children,
  } = props;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className={`dialog ${className}`}
          {...(text === undefined && { "aria-describedby": undefined })}
          {...(returnFocus && {
            onCloseAutoFocus: (event: Event) => {
              event.preventDefault();
              returnFocus(event);
            },
          })}
        >
          <Dialog.Title {...(isTitleHidden && { className: "visually-hidden" })}>{title}</Dialog.Title>
          {text !== undefined && <Dialog.Description>{text}</Dialog.Description>}
          {children}
          {hasCross && <DialogClose />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
