/** Why an action failed, read out at once; nothing without an error. */
export function ErrorLine({ error }: { readonly error: string | null }) {
  if (error === null) return null;
  return (
    <p className="field-error" role="alert">
      {error}
    </p>
  );
}
