import { useDraft } from "./use-draft.ts";

interface NumberInputProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Told whether the text as typed is a number; what is not one is kept as typed and not handed on. */
  readonly onValidity?: (valid: boolean) => void;
  readonly id?: string;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

/** Keeps what is typed, "1." and "" too, and hands on what is a number. */
export function NumberInput({ value, onChange, onValidity, ...rest }: NumberInputProps) {
  const draft = useDraft(value, String, parse);
  return (
    <input
      {...rest}
      className="input mono"
      inputMode="decimal"
      autoComplete="off"
      value={draft.text}
      onChange={({ target }) => {
        const typed = draft.type(target.value);
        onValidity?.(typed !== null);
        if (typed !== null && typed !== value) onChange(typed);
      }}
    />
  );
}

function parse(text: string): number | null {
  const trimmed = text.trim();
  const parsed = Number(trimmed);
  return trimmed === "" || !Number.isFinite(parsed) ? null : parsed;
}
