import { useApp } from "#components/app-context.ts";
import { formatDuration } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import type { EndpointCall } from "#store/local-endpoint-slice.ts";

/** The endpoint's requests and answers, the latest first. */
export function CallLog() {
  const texts = useTexts().endpoint;
  const calls = useApp((state) => state.endpointCalls);
  return (
    <section aria-label={texts.log}>
      <h3>{texts.log}</h3>
      {calls.length === 0 ? (
        <p className="hint">{texts.noCalls}</p>
      ) : (
        <ol className="endpoint-log">
          {calls.map((call) => (
            <li key={call.id}>
              <Call call={call} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Call({ call }: { readonly call: EndpointCall }) {
  const say = useSay();
  const texts = useTexts().endpoint;
  const { id, method, route, outcome, request, startedAtMs } = call;
  const result =
    outcome.status === "answered"
      ? `${outcome.httpStatus}, ${formatDuration(outcome.elapsedMs)}`
      : texts.outcomes[outcome.status];
  const isBad = outcome.status === "answered" && outcome.httpStatus >= 400;
  return (
    <details className="disclosure">
      <summary>
        <span className="mono">
          {method} {route}
        </span>{" "}
        <span className={isBad ? "bad" : ""}>{result}</span>{" "}
        <time dateTime={new Date(startedAtMs).toISOString()}>
          {new Date(startedAtMs).toLocaleTimeString()}
        </time>
      </summary>
      {request !== "" && <CodeBlock text={request} label={texts.requestOf(id)} language="json" wrap />}
      {outcome.status === "answered" && (
        <>
          {outcome.problem !== null && (
            <p className="endpoint-problem">{texts.problem(say(outcome.problem))}</p>
          )}
          <CodeBlock text={outcome.response} label={texts.responseOf(id)} language="json" wrap />
        </>
      )}
    </details>
  );
}
