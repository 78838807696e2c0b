import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import type { PayloadForm } from "#deploy/sample-request.ts";

interface FormChoiceProps {
  readonly forms: readonly PayloadForm[];
  readonly form: PayloadForm;
  readonly onChange: (form: PayloadForm) => void;
}

/** Shown if the server takes more than one form. */
export function FormChoice({ forms, form, onChange }: FormChoiceProps) {
  const texts = useLaterTexts().deploy;
  if (forms.length < 2) return null;
  return (
    <Segmented
      label={texts.payload}
      className="mono"
      value={form}
      options={forms.map((value) => ({ value, label: texts.payloads[value] }))}
      onChange={onChange}
    />
  );
}
