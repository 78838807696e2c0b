import { CircleCheck, CloudUpload, Square } from "lucide-react";
import { useState } from "react";
import { useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { LoggedTrace } from "#registry/registry-port.ts";
import type { TracePlace } from "#store/trace-slice.ts";
import { useAbortable } from "../model/use-abortable.ts";
import { ServerFields } from "../register/server-fields.tsx";
import { ServerLink } from "../register/server-link.tsx";
import { serverUrlOf } from "../register/server-url-of.ts";
import { useServerLook } from "../register/use-server-look.ts";
import { ErrorLine } from "#components/ui/error-line.tsx";

interface SendTraceProps {
  readonly name: string;
  readonly send: (place: TracePlace, signal: AbortSignal) => Promise<LoggedTrace>;
}

/** Sends a call to an MLflow server, which shows it among its experiment's traces. Nothing in the form is stored. */
export default function SendTrace({ name, send }: SendTraceProps) {
  const { trace: texts, inference } = useTexts();
  const known = useKnownPlace();
  const [typed, setTyped] = useState<TracePlace | null>(null);
  const [sent, setSent] = useState<LoggedTrace | null>(null);
  const { busy, error, run, stop } = useAbortable();
  const place = typed ?? known;
  const url = serverUrlOf(place.server);
  const look = useServerLook(url);
  return (
    <details className="disclosure">
      <summary>{texts.send}</summary>
      <section className="register-form" aria-label={`${texts.send}, ${name}`}>
        <p className="hint wide">{texts.hint}</p>
        <ServerFields place={place} look={look} onChange={setTyped} />
      </section>
      <div className="row register-run">
        {busy ? (
          <button type="button" className="button" onClick={stop}>
            <Square aria-hidden /> {inference.stop}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            disabled={url === null}
            onClick={() => {
              setSent(null);
              run(async (signal) => setSent(await send(place, signal)));
            }}
          >
            <CloudUpload aria-hidden /> {texts.sendNow}
          </button>
        )}
      </div>
      <ErrorLine error={error} />
      {sent && (
        <output className="published">
          <CircleCheck aria-hidden /> {texts.sent}{" "}
          <ServerLink
            href={`${sent.serverUrl}/#/experiments/${sent.experimentId}/traces?selectedEvaluationId=${sent.traceId}`}
          >
            {sent.traceId}
          </ServerLink>
        </output>
      )}
    </details>
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
