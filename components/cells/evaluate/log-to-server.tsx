import type { EvaluateCell, EvaluateOutput } from "#cells/evaluate/evaluate-cell.ts";
import { useActions } from "#components/app-context.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { SendForm } from "../register/send-form.tsx";
import { TextField } from "#components/ui/text-field.tsx";

interface LogToServerProps {
  readonly cell: EvaluateCell;
  readonly output: EvaluateOutput;
}

/** Sends the results to an MLflow server, as a run that its pages can compare with others. */
export function LogToServer({ cell, output: { logged } }: LogToServerProps) {
  const { evaluate: texts } = useLaterTexts();
  const { register } = useTexts();
  const { updateCell, logEvaluation } = useActions();
  return (
    <SendForm
      title={texts.log}
      label={texts.log}
      place={cell}
      onChange={updateCell}
      button={texts.logRun}
      onSend={() => void logEvaluation(cell.id)}
      sent={
        logged && {
          words: texts.logged,
          href: `${logged.serverUrl}/#/experiments/${logged.experimentId}/runs/${logged.runId}`,
          name: logged.runName,
        }
      }
    >
      <TextField
        label={register.runName}
        hint={register.runNameHint}
        value={cell.runName}
        onChange={(runName) => updateCell({ ...cell, runName })}
      />
    </SendForm>
  );
}
