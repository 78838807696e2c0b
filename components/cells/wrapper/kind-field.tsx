import { own } from "#base/own.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { withKind } from "#wrapper/defaults.ts";
import { kindOf, PYFUNC_KINDS } from "#wrapper/pyfunc-kinds.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import type { FormProps } from "./form-props.ts";

/** The kind of option 2's class. A kind that the libraries lack says so. */
export function KindField({ form, errors, onChange }: FormProps<PyfuncWrapper>) {
  const texts = useLaterTexts().wrapper;
  const say = useSay();
  const kind = kindOf(form);
  const { lacks } = PROFILES[form.profile];
  return (
    <SelectField
      label={texts.kind}
      hint={texts.kinds[kind].hint}
      error={errors("kind")}
      value={kind}
      choices={PYFUNC_KINDS.map((id) => {
        const reason = own(lacks, id);
        const { name } = texts.kinds[id];
        return reason === undefined
          ? { id, name }
          : { id, name: `${name} (${say(reason)})`, disabled: id !== kind };
      })}
      onChange={(chosen) => onChange(withKind(form, chosen))}
    />
  );
}
