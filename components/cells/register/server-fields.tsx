import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { experimentProblem } from "#registry/name-problems.ts";
import { CredentialFields } from "./credential-fields.tsx";
import { ServerLook } from "./server-look.tsx";
import { serverUrlOf } from "./server-url-of.ts";
import type { ServerLookState } from "./use-server-look.ts";
import { TextField } from "#components/ui/text-field.tsx";
import "./register.css";

/** What is sent, and where to. */
export interface ServerPlace {
  readonly server: string;
  readonly experiment: string;
}

/** Needs Python alone. MLflow lets pages of this machine in; it has to be told of others. */
const START = [
  'pip install "mlflow>=3.5"',
  `mlflow server --serve-artifacts${/^(?:localhost|127\.0\.0\.1)$/.test(location.hostname) ? "" : ` --cors-allowed-origins ${location.origin}`}`,
  "",
].join("\n");

interface ServerFieldsProps<Place extends ServerPlace> {
  readonly place: Place;
  /** From `useServerLook`, for that server. */
  readonly look: ServerLookState;
  readonly onChange: (place: Place) => void;
}

/** The tracking server that something is sent to, the credentials, and the experiment there. */
export function ServerFields<Place extends ServerPlace>({ place, look, onChange }: ServerFieldsProps<Place>) {
  const texts = useTexts().register;
  const url = serverUrlOf(place.server);
  return (
    <>
      <div className="wide">
        <TextField
          label={texts.server}
          hint={texts.serverHint}
          value={place.server}
          onChange={(server) => onChange({ ...place, server })}
        />
      </div>
      {place.server.trim() === "" && (
        <details className="disclosure wide">
          <summary>{texts.start}</summary>
          <CodeBlock language="shell" text={START} label={texts.start} hint={texts.startHint} />
        </details>
      )}
      <details className="disclosure wide">
        <summary>{texts.access}</summary>
        <CredentialFields url={url} />
      </details>
      <ServerLook look={look} disabled={url === null} />
      <TextField
        label={texts.experiment}
        hint={texts.experimentHint}
        error={experimentProblem(place.experiment.trim())}
        value={place.experiment}
        offered={look.contents?.experiments ?? []}
        onChange={(experiment) => onChange({ ...place, experiment })}
      />
    </>
  );
}
