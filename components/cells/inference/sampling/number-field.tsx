import { useRef } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { readNumber } from "#components/ui/read-number.ts";
import { useDraft } from "#components/ui/use-draft.ts";
import { useRefusedField } from "#components/ui/use-run-hold.ts";
import { isInRange, type NumberRange } from "#pipeline/sampling-ranges.ts";

interface NumberFieldProps {
  readonly name: string;
  readonly meaning: string;
  readonly range: NumberRange;
  /** undefined: not set. */
  readonly value: unknown;
  readonly isDisabled?: boolean;
  readonly onChange: (value: number | undefined) => void;
}

/** An optional number, with its meaning and range. */
export function NumberField({ name, meaning, range, value, isDisabled = false, onChange }: NumberFieldProps) {
  const { sampling: texts, field } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const draft = useDraft<unknown>(value, format, read);
  const typed = read(draft.text);
  const isFine = typed === undefined || (typed !== null && isInRange(typed, range));
  // Other values in the request, such as a text, are reported when it runs.
  useRefusedField(input, typed === null && draft.text !== format(value));
  const wanted = typed === null && range.kind === "float" ? ` ${field.decimals}` : "";
  const error = isFine ? null : `${texts.expected(range)}${wanted}`;
  return (
    <Field label={<code>{name}</code>} hint={meaning} error={error}>
      {(control) => (
        <input
          {...control}
          ref={input}
          className="input mono"
          inputMode="decimal"
          autoComplete="off"
          placeholder={texts.notSet}
          disabled={isDisabled}
          value={draft.text}
          onChange={({ target }) => {
            draft.type(target.value);
            const next = read(target.value);
            if (next !== null && next !== value) onChange(next);
          }}
        />
      )}
    </Field>
  );
}

function format(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** null if the text is not a number, undefined if it is blank. */
function read(text: string): number | null | undefined {
  return text.trim() === "" ? undefined : readNumber(text);
}
