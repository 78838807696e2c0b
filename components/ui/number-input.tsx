import { useEffect, useEffectEvent, useRef } from "react";
import { readNumber } from "./read-number.ts";
import { useDraft } from "./use-draft.ts";
import { useRefusedField } from "./use-run-hold.ts";

interface NumberInputProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Told whether the text as it stands is a number; what is not one is kept as typed and not handed on, and no run begins. */
  readonly onValidity: (valid: boolean) => void;
  readonly id?: string;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
}

/** Keeps what is typed, "1." and "" too, and hands on what is a number. */
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
