import { ShieldQuestion } from "lucide-react";
import { useActions } from "#components/app-context.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
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
    <section className="problem" aria-label={texts.title(server)}>
      <ShieldQuestion aria-hidden />
      <div>
        <strong>{texts.title(server)}</strong>
        <p>{texts.text}</p>
        <div className="row">
          <button type="button" className="button" onClick={() => answerInput(id, agreementTo(server))}>
            {texts.agree}
          </button>
          <button type="button" className="button" onClick={() => answerInput(id, "refused")}>
            {texts.refuse}
          </button>
        </div>
        <p className="hint">{texts.holds}</p>
      </div>
    </section>
  );
}
