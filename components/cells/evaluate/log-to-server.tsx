import { CircleCheck, CloudUpload } from "lucide-react";
import type { EvaluateCell, EvaluateOutput } from "#cells/evaluate/evaluate-cell.ts";
import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { experimentProblem } from "#registry/name-problems.ts";
import { CredentialFields } from "../register/credential-fields.tsx";
import { ServerLink } from "../register/server-link.tsx";
import { ServerLook } from "../register/server-look.tsx";
import { serverUrlOf } from "../register/server-url-of.ts";
import { useServerLook } from "../register/use-server-look.ts";

interface LogToServerProps {
  readonly cell: EvaluateCell;
  readonly output: EvaluateOutput;
}

/** Sends the results to an MLflow server, as a run that its pages compare with others. */
export function LogToServer({ cell, output: { logged } }: LogToServerProps) {
  const { evaluate: texts, register } = useTexts();
  const { updateCell, logEvaluation } = useActions();
  const url = serverUrlOf(cell.server);
  const look = useServerLook(url);
  const line = (member: "server" | "experiment" | "runName", label: string, hint: string) => (
    <Field
      label={label}
      hint={hint}
      error={member === "experiment" ? experimentProblem(cell.experiment.trim()) : null}
    >
      {(control) => (
        <input
          {...control}
          className="input mono"
          autoComplete="off"
          spellCheck={false}
          value={cell[member]}
          onChange={({ target }) => updateCell({ ...cell, [member]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <details className="disclosure">
      <summary>{texts.log}</summary>
      <section className="register-form" aria-label={texts.log}>
        <div className="wide">{line("server", register.server, register.serverHint)}</div>
        <details className="disclosure wide">
          <summary>{register.access}</summary>
          <CredentialFields url={url} />
        </details>
        <ServerLook look={look} disabled={url === null} />
        {line("experiment", register.experiment, register.experimentHint)}
        {line("runName", register.runName, register.runNameHint)}
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
