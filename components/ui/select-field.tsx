import { Field, type FieldProps } from "./field.tsx";

interface Choice<Id extends string> {
  readonly id: Id;
  readonly name: string;
  readonly disabled?: boolean;
}

interface SelectFieldProps<Id extends string> extends Omit<FieldProps, "children"> {
  readonly value: Id;
  readonly choices: readonly Choice<Id>[];
  readonly onChange: (id: Id) => void;
  /** Whether it is what a person most likely came to the cell for. */
  readonly isPrimary?: boolean;
}

/** A field with a list to choose from. */
export function SelectField<Id extends string>({
  value,
  choices,
  onChange,
  isPrimary,
  ...field
}: SelectFieldProps<Id>) {
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className="input"
          data-primary={isPrimary}
          value={value}
          onChange={({ target }) => {
            const chosen = choices.find(({ id }) => id === target.value);
            if (chosen) onChange(chosen.id);
          }}
        >
          {choices.map(({ id, name, disabled }) => (
            <option key={id} value={id} disabled={disabled}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
