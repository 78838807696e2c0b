import { useState } from "react";
import { AppError } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { bundleLink } from "#bundle/bundle-link.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** Makes a link to this page that opens a bundle from an address. */
export function BundleLinkField() {
  const texts = useTexts().bundle;
  const [address, setAddress] = useState("");
  const made = address.trim() === "" ? null : linkOrProblem(address);
  return (
    <details className="disclosure">
      <summary>{texts.linkSummary}</summary>
      <TextField
        label={texts.linkAddress}
        hint={texts.linkHint}
        error={made?.problem ?? null}
        value={address}
        onChange={setAddress}
      />
      {made?.link !== undefined && (
        <>
          <Field label={texts.link}>
            {(control) => (
              <input
                {...control}
                className="input mono"
                readOnly
                value={made.link}
                onFocus={({ target }) => target.select()}
              />
            )}
          </Field>
          <div className="dialog-buttons">
            <CopyButton text={made.link} what={texts.link} />
          </div>
        </>
      )}
    </details>
  );
}

function linkOrProblem(address: string): { readonly link?: string; readonly problem?: Wording } {
  try {
    return { link: bundleLink(address, location.href) };
  } catch (thrown) {
    return { problem: AppError.from(thrown).wording };
  }
}
