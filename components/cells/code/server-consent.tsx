import { seenName } from "#base/seen-text.ts";
import { useActions } from "#components/app-context.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { ConsentQuestion } from "#components/ui/consent-question.tsx";
import type { CellId } from "#notebook/cell.ts";
import { agreementTo } from "#python/server-gate.ts";

interface ServerConsentProps {
  readonly id: CellId;
  readonly server: string;
  /** Files of opened models whose Python runs in the same session. */
  readonly beside: readonly string[];
}

/** Asks before Python of the notebook uses an MLflow server. */
export default function ServerConsent({ id, server, beside }: ServerConsentProps) {
  const { beside: warning, ...texts } = useLaterTexts().serverConsent;
  const { answerInput } = useActions();
  return (
    <ConsentQuestion
      {...texts}
      title={texts.title(server)}
      onAgree={() => answerInput(id, agreementTo(server))}
      onRefuse={() => answerInput(id, "refused")}
    >
      {beside.length > 0 && <p>{warning(beside.map(seenName).join(", "))}</p>}
    </ConsentQuestion>
  );
}
