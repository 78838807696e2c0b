import { parseJson } from "#base/parse-json.ts";
import { own } from "#base/own.ts";
import { Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { wordingOf } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { useActions } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { BusyButton } from "#components/ui/busy-button.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { sampleBody, sampleCode } from "./sample-code.ts";

type Form = "mlflow" | "azure";

interface TryItProps {
  readonly input: string;
  readonly option: WrapperOption;
}

/** A sample that can be copied, and run as it is: by a real fetch, which the service worker answers. */
export function TryIt({ input, option }: TryItProps) {
  const texts = useTexts().endpoint;
  const say = useSay();
  const { endpointUrl } = useActions();
  const [form, setForm] = useState<Form>("mlflow");
  const [answer, setAnswer] = useState<Wording | null>(null);
  const answerPlace = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState(false);
  const url = `${endpointUrl}${form === "mlflow" ? "invocations" : "score"}`;
  const body = form === "mlflow" ? sampleBody(input, option) : azureBody(input);

  async function run(): Promise<void> {
    setBusy(true);
    setAnswer(null);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      setAnswer(`${response.status}\n${await response.text()}`);
    } catch (error) {
      setAnswer(wordingOf(error));
    } finally {
      setBusy(false);
    }
  }

  useEffect(() => {
    if (answer !== null) answerPlace.current?.scrollIntoView({ block: "nearest" });
  }, [answer]);

  return (
    <section aria-label={texts.tryIt}>
      <h3>{texts.tryIt}</h3>
      <p className="hint">{texts.tryHint}</p>
      <Segmented
        label={texts.forms}
        value={form}
        options={(["mlflow", "azure"] as const).map((id) => ({ value: id, label: texts.formNames[id] }))}
        onChange={(next) => {
          setForm(next);
          setAnswer(null);
        }}
      />
      <CodeBlock text={sampleCode(url, body)} label={texts.sample} language="javascript" wrap />
      <BusyButton className="button primary" busy={busy} onClick={() => void run()}>
        <Play aria-hidden /> {texts.run}
      </BusyButton>
      <div ref={answerPlace} aria-live="polite">
        {busy && <p className="hint">{texts.waiting}</p>}
        {answer !== null && <CodeBlock text={say(answer)} label={texts.answer} language="json" wrap />}
      </div>
    </section>
  );
}

/** One row of a DataFrame, in Azure ML's form. */
function azureBody(input: string): string {
  try {
    const row = parseJson(input) as Record<string, unknown>;
    const columns = Object.keys(row);
    return JSON.stringify(
      { input_data: { columns, index: [0], data: [columns.map((name) => own(row, name))] } },
      null,
      2,
    );
  } catch {
    return input;
  }
}
