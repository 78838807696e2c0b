import { useEffect, useEffectEvent, useRef } from "react";
import { readNumber } from "./read-number.ts";
import { useDraft } from "./use-draft.ts";
import { useRefusedField } from "./use-run-hold.ts";

interface NumberInputProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Called with whether the text is a number. Other text stays as typed, is not passed on, and keeps runs from starting. */
  readonly onValidity: (valid: boolean) => void;
  readonly id?: string;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

/** Keeps what is typed, including "1." and "", and passes on numbers. */
export function NumberInput({ value, onChange, onValidity, ...rest }: NumberInputProps) {
  const field = useRef<HTMLInputElement>(null);
  const draft = useDraft(value, String, readNumber);
  const isNumber = readNumber(draft.text) !== null;
  useRefusedField(field, !isNumber);
  const tell = useEffectEvent(onValidity);
  useEffect(() => tell(isNumber), [isNumber]);
  return (
    <input
      {...rest}
      ref={field}
      className="input mono"
      inputMode="decimal"
      autoComplete="off"
      value={draft.text}
      onChange={({ target }) => {
        const typed = draft.type(target.value);
        if (typed !== null && typed !== value) onChange(typed);
      }}
    />
  );
}
