import { CircleAlert } from "lucide-react";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import type { CellState } from "#kernel/cell-state.ts";
import type { CellId } from "#notebook/cell.ts";

const ModelConsent = later(() => import("./model-consent.tsx"));

/** Why a cell failed and what to do. Text that was generated before stays visible. */
export function CellProblem({ id, state }: { readonly id: CellId; readonly state: CellState }) {
  const texts = useTexts().errors;
  const say = useSay();
  // Python's own words are in the traceback below.
  if (state.status !== "failed" || state.error.code === "raised") return null;
  const { error, partial } = state;
  if (error.code === "needs-consent")
    return (
      <Part>
        <ModelConsent id={id} error={error} />
      </Part>
    );
  const why = say(error);
  const cause = error.cause === null ? null : say(error.cause);
  return (
    <div className="problem">
      <CircleAlert aria-hidden />
      <div>
        <strong>{texts.title[error.code] ?? texts.other}</strong>
        <p>{why}</p>
        {texts.advice[error.code] !== undefined && <p>{texts.advice[error.code]}</p>}
        {cause !== null && cause !== why && (
          <details>
            <summary>{texts.details}</summary>
            <p className="mono">{cause}</p>
          </details>
        )}
        {partial !== null && partial !== "" && (
          <>
            <p>{texts.partial}</p>
            <blockquote>{partial}</blockquote>
          </>
        )}
      </div>
    </div>
  );
}
