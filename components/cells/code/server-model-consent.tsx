import { seenName } from "#base/seen-text.ts";
import { useActions } from "#components/app-context.ts";
import { FilePreview } from "#components/cells/artifact/file-preview.tsx";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ConsentQuestion } from "#components/ui/consent-question.tsx";
import type { CellId } from "#notebook/cell.ts";
import type { InputRequest } from "#python/python-session.ts";
import { agreementToRun } from "#python/server-models.ts";

interface ServerModelConsentProps {
  readonly id: CellId;
  readonly server: string;
  readonly model: NonNullable<InputRequest["model"]>;
}

/** Asks before Python of a model runs that `load_model` has fetched from a server. */
export default function ServerModelConsent({ id, server, model }: ServerModelConsentProps) {
  const texts = useTexts().modelConsent;
  const { text, holds } = useLaterTexts().serverModelConsent;
  const { answerInput } = useActions();
  return (
    <ConsentQuestion
      title={texts.title}
      text={text(server)}
      agree={texts.agree}
      refuse={texts.refuse}
      holds={holds}
      onAgree={() => answerInput(id, agreementToRun(model.sha256))}
      onRefuse={() => answerInput(id, "refused")}
    >
      <p>{texts.files}</p>
      {model.texts.map(({ path, text: source }) => (
        <details key={path} className="disclosure">
          <summary className="mono">{seenName(path)}</summary>
          <FilePreview
            file={{
              path,
              sizeBytes: new TextEncoder().encode(source).length,
              content: { kind: "text", text: source },
            }}
            name={texts.title}
          />
        </details>
      ))}
    </ConsentQuestion>
  );
}
