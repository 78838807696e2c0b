import { Dialog } from "radix-ui";
import { useState } from "react";
import { wordingOf } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { Field } from "./field.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

interface AskDialogProps {
  readonly title: string;
  readonly text?: string;
  readonly label: string;
  readonly initial: string;
  readonly confirm: string;
  readonly cancel: string;
  /** If it throws, the dialog shows the error and stays open. */
  readonly onConfirm: (value: string) => Promise<void> | void;
  readonly onClose: () => void;
  /** Returns the focus to where the question came from. */
  readonly returnFocus: () => void;
}

/** Asks for one line of text. */
export function AskDialog(props: AskDialogProps) {
  const { title, text, label, initial, confirm, cancel, onConfirm, onClose, returnFocus } = props;
  const [value, setValue] = useState(initial);
  const [error, setError] = useState<Wording | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await onConfirm(value.trim());
      onClose();
    } catch (thrown) {
      setError(wordingOf(thrown));
      setBusy(false);
    }
  }

  return (
    <DialogFrame title={title} text={text} hasCross={false} onClose={onClose} returnFocus={returnFocus}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={label} error={error}>
          {(control) => (
            <input
              {...control}
              className="input"
              value={value}
              onFocus={({ target }) => target.select()}
              onChange={({ target }) => setValue(target.value)}
            />
          )}
        </Field>
        <div className="dialog-buttons">
          <Dialog.Close className="button">{cancel}</Dialog.Close>
          <button type="submit" className="button primary" disabled={busy || value.trim() === ""}>
            {confirm}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
