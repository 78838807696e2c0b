import { entriesOf } from "#base/entries.ts";
import { own } from "#base/own.ts";
import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import type { WrapperCell } from "#cells/wrapper/wrapper-cell.ts";
import { SEARCH_RANGES } from "#pipeline/sampling-ranges.ts";
import type { SearchOptionValue } from "#wrapper/wrapper.ts";
import { NumberField } from "./number-field.tsx";

/** Option 2: native predict takes only the prompt, so the settings are in the wrapper. */
export function SearchSampling({ cell }: { readonly cell: WrapperCell }) {
  const texts = useTexts().sampling;
  const { setWrapperForm } = useActions();
  const { form, editedCode } = cell.wrapper;
  if (form.option !== "pyfunc") return null;
  const { searchOptions } = form;
  const isDisabled = editedCode !== null;
  const set = (name: string, value: SearchOptionValue | undefined) => {
    const { [name]: _, ...rest } = searchOptions;
    const next = value === undefined ? rest : { ...searchOptions, [name]: value };
    setWrapperForm(cell.id, { ...form, searchOptions: next });
  };
  const samples = searchOptions["do_sample"];
  return (
    <>
      <p className="hint">{texts.search}</p>
      {isDisabled && <p className="hint">{texts.editedByHand}</p>}
      <div className="sampling-fields">
        <Field label={<code>do_sample</code>} hint={texts.doSample}>
          {(control) => (
            <select
              {...control}
              className="input mono"
              disabled={isDisabled}
              value={samples === undefined ? "" : String(samples)}
              onChange={({ target }) =>
                set("do_sample", target.value === "" ? undefined : target.value === "true")
              }
            >
              <option value="">{texts.notSet}</option>
              <option value="true">True</option>
              <option value="false">False</option>
            </select>
          )}
        </Field>
        {entriesOf(SEARCH_RANGES).map(([name, range]) => (
          <NumberField
            key={name}
            name={name}
            meaning={texts.searchMeanings[name]}
            range={range}
            value={own(searchOptions, name)}
            isDisabled={isDisabled}
            onChange={(value) => set(name, value)}
          />
        ))}
      </div>
      <p className="hint">{texts.searchStop}</p>
    </>
  );
}
