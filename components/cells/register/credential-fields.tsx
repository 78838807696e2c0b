import { own } from "#base/own.ts";
import { useEffect } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { SecretInput } from "#components/ui/secret-input.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { NO_CREDENTIALS } from "#store/server-access-actions.ts";
import type { Credentials } from "#store/server-access-slice.ts";
import "./register.css";

/** User name and secret for a server. They are never stored in a document. */
export function CredentialFields({ url }: { readonly url: string | null }) {
  const texts = useTexts().register;
  const { loadCredentials, setCredentials } = useActions();
  const credentials =
    useApp((state) => (url === null ? undefined : own(state.credentials, url))) ?? NO_CREDENTIALS;

  useEffect(() => {
    if (url !== null) void loadCredentials(url);
  }, [url, loadCredentials]);

  const set = (change: Partial<Credentials>) => {
    if (url !== null) setCredentials(url, { ...credentials, ...change });
  };

  return (
    <div className="register-form">
      <TextField
        label={texts.user}
        hint={texts.userHint}
        disabled={url === null}
        value={credentials.user}
        onChange={(user) => set({ user })}
      />
      <Field label={texts.secret} hint={texts.secretHint}>
        {(control) => (
          <SecretInput
            control={control}
            disabled={url === null}
            value={credentials.secret}
            onChange={(secret) => set({ secret })}
          />
        )}
      </Field>
      <label className="check wide">
        <input
          type="checkbox"
          disabled={url === null}
          checked={credentials.kept}
          onChange={({ target }) => set({ kept: target.checked })}
        />
        {texts.keep}
      </label>
    </div>
  );
}
