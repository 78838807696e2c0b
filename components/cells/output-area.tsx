import type { ReactNode } from "react";
import { useTexts } from "#components/texts/use-texts.ts";

/** A cell's output; what does not hold any more is kept in sight, and said to be old. */
export function OutputArea({
  current,
  children,
}: {
  readonly current: boolean;
  readonly children: ReactNode;
}) {
  const texts = useTexts().state;
  return (
    <div className={`output ${current ? "" : "earlier"}`}>
      {!current && <p className="hint">{texts.earlierOutput}</p>}
      {children}
    </div>
  );
}
