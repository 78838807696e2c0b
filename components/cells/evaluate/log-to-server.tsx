import { CircleCheck, CloudUpload } from "lucide-react";
import type { EvaluateCell, EvaluateOutput } from "#cells/evaluate/evaluate-cell.ts";
import { useActions } from "#components/app-context.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ServerFields, ServerLine } from "../register/server-fields.tsx";
import { ServerLink } from "../register/server-link.tsx";
import { useServerLook } from "../register/use-server-look.ts";
import { serverUrlOf } from "../register/server-url-of.ts";

interface LogToServerProps {
  readonly cell: EvaluateCell;
  readonly output: EvaluateOutput;
}

/** Sends the results to an MLflow server, as a run that its pages can compare with others. */
export function LogToServer({ cell, output: { logged } }: LogToServerProps) {
  const { evaluate: texts } = useLaterTexts();
  const { register } = useTexts();
  const { updateCell, logEvaluation } = useActions();
  const url = serverUrlOf(cell.server);
  const look = useServerLook(url);
  return (
    <details className="disclosure">
      <summary>{texts.log}</summary>
      <section className="register-form" aria-label={texts.log}>
        <ServerFields place={cell} look={look} onChange={updateCell} />
        <ServerLine
          label={register.runName}
          hint={register.runNameHint}
          value={cell.runName}
          onChange={(runName) => updateCell({ ...cell, runName })}
        />
      </section>
      <div className="row register-run">
        <button
          type="button"
          className="button"
          disabled={url === null}
          onClick={() => void logEvaluation(cell.id)}
        >
          <CloudUpload aria-hidden /> {texts.logRun}
        </button>
      </div>
      {logged && (
        <output className="published">
          <CircleCheck aria-hidden /> {texts.logged}
          <ServerLink href={`${logged.serverUrl}/#/experiments/${logged.experimentId}/runs/${logged.runId}`}>
            {logged.runName}
          </ServerLink>
        </output>
      )}
    </details>
  );
}
