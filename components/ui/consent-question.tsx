import { ShieldQuestion } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { focusCellAround } from "#components/notebook/focus-cell.ts";

interface ConsentQuestionProps {
  readonly title: string;
  readonly text: string;
  /** What the person is asked about, shown before the buttons. */
  readonly children?: ReactNode;
  readonly agree: string;
  readonly refuse: string;
  /** How long the answer holds. */
  readonly holds: string;
  readonly onAgree: () => void;
  /** null: it is refused already. */
  readonly onRefuse: (() => void) | null;
}

/** Asks, in a cell, before Python of the notebook gets what it does not have by itself. */
export function ConsentQuestion(props: ConsentQuestionProps) {
  const { title, text, children, agree, refuse, holds, onAgree, onRefuse } = props;
  const answered = (act: () => void) => (event: MouseEvent) => {
    focusCellAround(event.currentTarget);
    act();
  };
  return (
    <section className="problem" aria-label={title}>
      <ShieldQuestion aria-hidden />
      <div>
        <strong>{title}</strong>
        <p>{text}</p>
        {children}
        <div className="row">
          <button type="button" className="button" onClick={answered(onAgree)}>
            {agree}
          </button>
          {onRefuse !== null && (
            <button type="button" className="button" onClick={answered(onRefuse)}>
              {refuse}
            </button>
          )}
        </div>
        <p className="hint">{holds}</p>
      </div>
    </section>
  );
}
