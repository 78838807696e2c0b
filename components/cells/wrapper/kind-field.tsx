import { own } from "#base/own.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { withKind } from "#wrapper/defaults.ts";
import { kindOf, PYFUNC_KINDS } from "#wrapper/pyfunc-kinds.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import type { FormProps } from "./form-props.ts";

/** The kind of option 2's class. A kind that the libraries lack says so. */
export function KindField({ form, errors, onChange }: FormProps<PyfuncWrapper>) {
  const texts = useTexts().wrapper;
  const say = useSay();
  const kind = kindOf(form);
  const { lacks } = PROFILES[form.profile];
  return (
    <Field label={texts.kind} hint={texts.kinds[kind].hint} error={errors("kind")}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={kind}
          onChange={({ target }) => {
            const chosen = PYFUNC_KINDS.find((each) => each === target.value);
            if (chosen !== undefined) onChange(withKind(form, chosen));
          }}
        >
          {PYFUNC_KINDS.map((each) => {
            const reason = own(lacks, each);
            return (
              <option key={each} value={each} disabled={reason !== undefined && each !== kind}>
                {texts.kinds[each].name}
                {reason !== undefined && ` (${say(reason)})`}
              </option>
            );
          })}
        </select>
      )}
    </Field>
  );
}
