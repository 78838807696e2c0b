import { type ComponentProps, useId } from "react";
import { Field, type FieldProps } from "./field.tsx";
import { MonoInput } from "./mono-input.tsx";

interface TextFieldProps
  extends Omit<FieldProps, "children">, Pick<ComponentProps<"input">, "disabled" | "placeholder"> {
  readonly value: string;
  /** Known ones, which the browser suggests. */
  readonly offered?: readonly string[] | undefined;
  readonly onChange: (text: string) => void;
}

/** A field for a name or an address. */
export function TextField({ value, offered, onChange, disabled, placeholder, ...field }: TextFieldProps) {
  const id = useId();
  return (
    <>
      <Field {...field}>
        {(control) => (
          <MonoInput
            {...control}
            disabled={disabled}
            placeholder={placeholder}
            value={value}
            onChange={({ target }) => onChange(target.value)}
            list={offered && id}
          />
        )}
      </Field>
      {offered && (
        <datalist id={id}>
          {offered.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </datalist>
      )}
    </>
  );
}
