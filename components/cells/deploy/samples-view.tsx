import { useState } from "react";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { languageOf } from "#components/code/coloured-line.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { SAMPLE_LANGUAGES, type Sample, type SampleLanguage } from "#deploy/samples.ts";
import { FormChoice } from "./form-choice.tsx";

interface SamplesViewProps {
  readonly samples: readonly Sample[];
  readonly name: string;
  /** Fills in the address and the key that were typed. */
  readonly fill: (text: string) => string;
}

export function SamplesView({ samples, name, fill }: SamplesViewProps) {
  const texts = useLaterTexts().deploy;
  const [language, setLanguage] = useState<SampleLanguage>(SAMPLE_LANGUAGES[0]);
  const forms = [...new Set(samples.map(({ form }) => form))];
  const [form, setForm] = useState(forms[0]);
  const sample = samples.find((each) => each.language === language && each.form === form) ?? samples[0];
  const text = sample ? fill(sample.text) : "";
  return (
    <div className="deploy-samples">
      <div className="row">
        <Segmented
          label={texts.language}
          value={language}
          options={SAMPLE_LANGUAGES.map((value) => ({ value, label: texts.languages[value] }))}
          onChange={setLanguage}
        />
        {form && <FormChoice forms={forms} form={form} onChange={setForm} />}
      </div>
      {sample && (
        <CodeBlock
          text={text}
          language={languageOf(sample.fileName)}
          label={texts.sampleOf(texts.languages[sample.language], name)}
          hint={(text === sample.text ? texts.sampleHint : texts.sampleFilled)(`samples/${sample.fileName}`)}
        />
      )}
    </div>
  );
}
