import { entriesOf } from "#base/entries.ts";
import { LinesInput } from "#components/cells/wrapper/lines-input.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { REQUEST_RANGES, SEED_RANGE } from "#pipeline/sampling-ranges.ts";
import { parseMessages, withMember } from "#cells/inference/typed-input.ts";
import { NumberField } from "./number-field.tsx";

interface RequestSamplingProps {
  readonly input: string;
  readonly onChange: (input: string) => void;
  readonly seed: number | undefined;
  readonly onSeed: (seed: number | undefined) => void;
}

/** Option 1: sampling settings are in the request, beside its messages; the seed belongs to the Python process. */
export function RequestSampling({ input, onChange, seed, onSeed }: RequestSamplingProps) {
  const texts = useTexts().sampling;
  const typed = parseMessages(input);
  if (typed.kind !== "shown") return <p className="hint">{texts.noRequest}</p>;
  const { root } = typed;
  const { stop } = root;
  const set = (name: string, value: unknown) => onChange(withMember(root, name, value));
  const stops = Array.isArray(stop) && stop.every((each) => typeof each === "string") ? stop : [];
  return (
    <>
      <p className="hint">{texts.request}</p>
      <div className="sampling-fields">
        {entriesOf(REQUEST_RANGES).map(([name, range]) => (
          <NumberField
            key={name}
            name={name}
            meaning={texts.requestMeanings[name]}
            range={range}
            value={root[name] ?? undefined}
            onChange={(value) => set(name, value)}
          />
        ))}
        <Field label={<code>stop</code>} hint={texts.stop}>
          {(control) => (
            <LinesInput
              {...control}
              value={stops}
              onChange={(lines) => set("stop", lines.length === 0 ? undefined : lines)}
            />
          )}
        </Field>
        <NumberField name="seed" meaning={texts.seed} range={SEED_RANGE} value={seed} onChange={onSeed} />
      </div>
      <p className="hint">{texts.requestRefused}</p>
    </>
  );
}
