import { useActions } from "#components/app-context.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { ConsentQuestion } from "#components/ui/consent-question.tsx";
import type { CellId } from "#notebook/cell.ts";
import { agreementTo } from "#python/server-gate.ts";

interface ServerConsentProps {
  readonly id: CellId;
  readonly server: string;
}

/** Asks before Python of the notebook uses an MLflow server. */
export default function ServerConsent({ id, server }: ServerConsentProps) {
  const texts = useLaterTexts().serverConsent;
  const { answerInput } = useActions();
  return (
    <ConsentQuestion
      {...texts}
      title={texts.title(server)}
      onAgree={() => answerInput(id, agreementTo(server))}
      onRefuse={() => answerInput(id, "refused")}
    />
  );
}
