import { own } from "#base/own.ts";
import { Plus, X } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import type { Wording } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { NumberInput } from "#components/ui/number-input.tsx";
import { SEARCH_OPTION_TYPES } from "#wrapper/search-option-types.ts";
import type { SearchOptionValue } from "#wrapper/wrapper.ts";

/** The first value of an added option: one without effect, or a common choice. */
const START_VALUES: Readonly<Record<string, SearchOptionValue>> = {
  max_length: 300,
  temperature: 1,
  top_k: 50,
  top_p: 0.9,
  repetition_penalty: 1,
  num_beams: 1,
  num_return_sequences: 1,
  length_penalty: 1,
  batch_size: 1,
  do_sample: true,
};

interface SearchOptionsTableProps {
  readonly options: Readonly<Record<string, SearchOptionValue>>;
  readonly error: (name: string) => Wording | null;
  readonly onChange: (options: Readonly<Record<string, SearchOptionValue>>) => void;
}

export function SearchOptionsTable({ options, error, onChange }: SearchOptionsTableProps) {
  const texts = useLaterTexts().wrapper;
  const free = Object.keys(SEARCH_OPTION_TYPES).filter((name) => !Object.hasOwn(options, name));
  const remove = (removed: string) =>
    onChange(Object.fromEntries(Object.entries(options).filter(([name]) => name !== removed)));
  return (
    <fieldset className="group">
      <legend>{texts.searchOptions}</legend>
      <table className="option-table">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{texts.searchOption}</th>
            <th scope="col">{texts.searchValue}</th>
            <th scope="col">{texts.remove}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(options).map(([name, value]) => (
            <OptionRow
              key={name}
              name={name}
              value={value}
              error={error(name)}
              onChange={(next) => onChange({ ...options, [name]: next })}
              onRemove={() => remove(name)}
            />
          ))}
        </tbody>
      </table>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="button quiet small">
          <Plus aria-hidden /> {texts.addSearchOption}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
            {free.map((name) => (
              <DropdownMenu.Item
                key={name}
                className="menu-item mono"
                onSelect={() => onChange({ ...options, [name]: startValue(name) })}
              >
                {name}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </fieldset>
  );
}

interface OptionRowProps {
  readonly name: string;
  readonly value: SearchOptionValue;
  readonly error: Wording | null;
  readonly onChange: (value: SearchOptionValue) => void;
  readonly onRemove: () => void;
}

function OptionRow({ name, value, error, onChange, onRemove }: OptionRowProps) {
  const texts = useLaterTexts().wrapper;
  const { field } = useTexts();
  const [isNumber, setIsNumber] = useState(true);
  const say = useSay();
  const problem = isNumber ? error : field.notNumber;
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>
        {typeof value === "boolean" ? (
          <select
            className="input mono"
            aria-label={texts.valueOf(name)}
            value={String(value)}
            onChange={({ target }) => onChange(target.value === "true")}
          >
            <option value="true">{texts.trueFalse.true}</option>
            <option value="false">{texts.trueFalse.false}</option>
          </select>
        ) : (
          <NumberInput
            aria-label={texts.valueOf(name)}
            value={value}
            onChange={onChange}
            onValidity={setIsNumber}
            {...(problem !== null && { "aria-invalid": true as const })}
          />
        )}
        {problem !== null && (
          <p className="field-error" role="alert">
            {say(problem)}
          </p>
        )}
      </td>
      <td>
        <IconButton icon={X} label={texts.removeSearchOption(name)} onClick={onRemove} />
      </td>
    </tr>
  );
}

function startValue(name: string): SearchOptionValue {
  return own(START_VALUES, name) ?? (own(SEARCH_OPTION_TYPES, name) === "bool" ? true : 0);
}
