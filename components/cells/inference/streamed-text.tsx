import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Progress } from "#base/progress.ts";
import { useStreamed } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId } from "#notebook/cell.ts";

/** How often a screen reader gets new text: word by word it could not be followed. */
const ANNOUNCE_INTERVAL_MS = 2500;

interface StreamedTextProps {
  readonly id: CellId;
  readonly progress: Progress | null;
}

/** The answer as it arrives. */
export function StreamedText({ id, progress }: StreamedTextProps) {
  const texts = useTexts().inference;
  const partial = useStreamed(id);
  if (!partial) return progress ? null : <p className="hint">{texts.waiting}</p>;
  return (
    <section className="answer streaming" aria-label={texts.streaming}>
      <p className="answer-text">
        {partial.text.trimStart()}
        <span className="caret" aria-hidden />
      </p>
      <p className="muted">{texts.tokensSoFar(partial.tokenCount)}</p>
      <SlowAnnouncer text={partial.text} />
    </section>
  );
}

/** Announces what has arrived since the last announcement. */
function SlowAnnouncer({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("");
  const saidTo = useRef(0);
  const say = useEffectEvent(() => {
    const news = text.slice(saidTo.current);
    if (news === "") return;
    saidTo.current = text.length;
    setSaid(news);
  });
  useEffect(() => {
    const timer = setInterval(() => say(), ANNOUNCE_INTERVAL_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}
