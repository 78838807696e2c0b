import { useEffect, useState } from "react";
import { AppError } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { BundleLinkField } from "#components/bundles/link-field.tsx";
import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";

interface ShareDialogProps {
  readonly onClose: () => void;
  readonly returnFocus: () => void;
}

/** The open notebook's link, to copy; or why it has none. */
export function ShareDialog({ onClose, returnFocus }: ShareDialogProps) {
  const texts = useTexts();
  const { toLink } = useActions();
  const [link, setLink] = useState<string | null>(null);
  const [error, setError] = useState<Wording | null>(null);
  useEffect(() => {
    toLink(location.href).then(setLink, (thrown: unknown) => setError(AppError.from(thrown).wording));
  }, [toLink]);
  return (
    <DialogFrame
      title={texts.documents.shareTitle}
      text={texts.documents.shareText}
      onClose={onClose}
      returnFocus={returnFocus}
    >
      <Field label={texts.documents.link} error={error}>
        {(control) => (
          <input
            {...control}
            className="input mono"
            readOnly
            value={link ?? ""}
            onFocus={({ target }) => target.select()}
          />
        )}
      </Field>
      <div className="dialog-buttons">
        {link !== null && <CopyButton text={link} what={texts.documents.link} />}
      </div>
      <BundleLinkField />
    </DialogFrame>
  );
}
