import { CircleCheck, CloudUpload, Square } from "lucide-react";
import type { ReactNode } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { ServerFields, type ServerPlace } from "./server-fields.tsx";
import { ServerLink } from "./server-link.tsx";
import { serverUrlOf } from "./server-url-of.ts";
import { useServerLook } from "./use-server-look.ts";

interface SendFormProps<Place extends ServerPlace> {
  readonly title: string;
  /** The form's name for screen readers. */
  readonly label: string;
  readonly place: Place;
  readonly onChange: (place: Place) => void;
  /** Before the fields of the server. */
  readonly hint?: string;
  /** More fields, after those of the server. */
  readonly children?: ReactNode;
  readonly button: string;
  readonly onSend: () => void;
  /** While something is sent; without it, the button stays. */
  readonly onStop?: (() => void) | undefined;
  /** Where the last one went. */
  readonly sent: { readonly words: string; readonly href: string; readonly name: string } | null | undefined;
  /** Below the button. */
  readonly problem?: ReactNode;
}

/** A folded form that sends something to an MLflow server, and then links to it. */
export function SendForm<Place extends ServerPlace>(props: SendFormProps<Place>) {
  const { title, label, place, onChange, hint, children, button, onSend, onStop, sent, problem } = props;
  const { inference } = useTexts();
  const url = serverUrlOf(place.server);
  const look = useServerLook(url);
  return (
    <details className="disclosure">
      <summary>{title}</summary>
      <section className="register-form" aria-label={label}>
        {hint !== undefined && <p className="hint wide">{hint}</p>}
        <ServerFields place={place} look={look} onChange={onChange} />
        {children}
      </section>
      <div className="row register-run">
        {onStop ? (
          <button type="button" className="button" onClick={onStop}>
            <Square aria-hidden /> {inference.stop}
          </button>
        ) : (
          <button type="button" className="button" disabled={url === null} onClick={onSend}>
            <CloudUpload aria-hidden /> {button}
          </button>
        )}
      </div>
      {problem}
      {sent && (
        <output className="published">
          <CircleCheck aria-hidden /> {sent.words} <ServerLink href={sent.href}>{sent.name}</ServerLink>
        </output>
      )}
    </details>
  );
}
