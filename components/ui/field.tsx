import { useId, type ReactNode } from "react";
import type { Wording } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";

/** What connects a control with its label, hint and error. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: string | undefined;
  readonly error?: Wording | null;
  readonly children: (control: ControlProps) => ReactNode;
}

export function Field({ label, hint, error = null, children }: FieldProps) {
  const say = useSay();
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(describedBy && { "aria-describedby": describedBy }),
        ...(error !== null && { "aria-invalid": true as const }),
      })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== null && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {say(error)}
        </p>
      )}
    </div>
  );
}
