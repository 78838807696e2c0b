import type { ReactNode } from "react";
import { useTexts } from "#components/texts/use-texts.ts";

/** A cell's output. An output that no longer holds stays visible, marked as old. */
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
