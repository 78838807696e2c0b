import { Plus, X } from "lucide-react";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { type Check, CHECK_KINDS, type CheckKind, checkNames } from "#evaluate/check.ts";

interface ChecksEditorProps {
  readonly checks: readonly Check[];
  readonly onChange: (checks: readonly Check[]) => void;
}

const OF_TEXT = "{{expected}}";
const OF_PYTHON = 'row["expected"] in answer';

/** Untouched expectations follow the kind's wording. */
function expectedOf(kind: CheckKind, expected: string): string {
  if (kind === "python") return expected === OF_TEXT ? OF_PYTHON : expected;
  return expected === OF_PYTHON ? OF_TEXT : expected;
}

/** The checks for the answers. */
export function ChecksEditor({ checks, onChange }: ChecksEditorProps) {
  const texts = useLaterTexts().evaluate;
  const names = checkNames(checks);
  return (
    <fieldset className="group">
      <legend>{texts.checks}</legend>
      {checks.map((check, at) => (
        <fieldset key={names[at]} className="evaluate-check" aria-label={names[at]}>
          <SelectField
            label={texts.check}
            hint={texts.checkHints[check.kind]}
            value={check.kind}
            choices={CHECK_KINDS.map((kind) => ({ id: kind, name: texts.checkKinds[kind] }))}
            onChange={(kind) =>
              onChange(checks.with(at, { ...check, kind, expected: expectedOf(kind, check.expected) }))
            }
          />
          <Field label={texts.expected}>
            {(control) => (
              <TextArea
                {...control}
                className="mono"
                minRows={1}
                value={check.expected}
                onChange={({ target }) => onChange(checks.with(at, { ...check, expected: target.value }))}
              />
            )}
          </Field>
          {check.kind !== "json_schema" && check.kind !== "python" && (
            <label className="check">
              <input
                type="checkbox"
                checked={check.ignoreCase ?? false}
                onChange={({ target }) => {
                  const { ignoreCase: _, ...rest } = check;
                  onChange(checks.with(at, target.checked ? { ...rest, ignoreCase: true } : rest));
                }}
              />
              {texts.ignoreCase}
            </label>
          )}
          <IconButton
            icon={X}
            label={texts.removeCheck(names[at] ?? "")}
            onClick={() => onChange(checks.filter((_, other) => other !== at))}
          />
        </fieldset>
      ))}
      <button
        type="button"
        className="button quiet small"
        onClick={() => onChange([...checks, { kind: "contains", expected: OF_TEXT }])}
      >
        <Plus aria-hidden /> {texts.addCheck}
      </button>
      <p className="hint">{texts.checksHint}</p>
    </fieldset>
  );
}
