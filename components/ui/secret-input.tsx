import type { ControlProps } from "./field.tsx";

interface SecretInputProps {
  readonly control: ControlProps;
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

/** A field for a token or password, which browsers neither show nor offer to store. */
export function SecretInput({ control, value, disabled = false, onChange }: SecretInputProps) {
  return (
    <input
      {...control}
      className="input mono"
      type="password"
      autoComplete="off"
      disabled={disabled}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
