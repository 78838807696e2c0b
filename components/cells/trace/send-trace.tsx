import { useState } from "react";
import { useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ErrorLine } from "#components/ui/error-line.tsx";
import type { LoggedTrace } from "#registry/registry-port.ts";
import type { TracePlace } from "#store/trace-slice.ts";
import { useAbortable } from "../model/use-abortable.ts";
import { SendForm } from "../register/send-form.tsx";

interface SendTraceProps {
  readonly name: string;
  readonly send: (place: TracePlace, signal: AbortSignal) => Promise<LoggedTrace>;
}

/** Sends a call to an MLflow server, which shows it among its experiment's traces. Nothing in the form is stored. */
export default function SendTrace({ name, send }: SendTraceProps) {
  const { trace: texts } = useTexts();
  const known = useKnownPlace();
  const [typed, setTyped] = useState<TracePlace | null>(null);
  const [sent, setSent] = useState<LoggedTrace | null>(null);
  const { busy, error, run, stop } = useAbortable();
  const place = typed ?? known;
  return (
    <SendForm
      title={texts.send}
      label={`${texts.send}, ${name}`}
      place={place}
      onChange={setTyped}
      hint={texts.hint}
      button={texts.sendNow}
      onSend={() => {
        setSent(null);
        run(async (signal) => setSent(await send(place, signal)));
      }}
      onStop={busy ? stop : undefined}
      problem={<ErrorLine error={error} />}
      sent={
        sent && {
          words: texts.sent,
          href: `${sent.serverUrl}/#/experiments/${sent.experimentId}/traces?selectedEvaluationId=${sent.traceId}`,
          name: sent.traceId,
        }
      }
    />
  );
}

/** The server that another cell of the notebook names. */
function useKnownPlace(): TracePlace {
  const server = useApp(({ notebook }) => {
    const named = notebook?.cells.flatMap((each) =>
      (each.type === "register" || each.type === "evaluate") && each.server.trim() !== ""
        ? [each.server]
        : [],
    );
    return named?.at(-1) ?? "";
  });
  return { server, experiment: "Default" };
}
