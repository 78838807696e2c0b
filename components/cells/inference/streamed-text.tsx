import { memo, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Progress } from "#base/progress.ts";
import { useStreamed } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId } from "#notebook/cell.ts";

/** How often a screen reader gets new text: word by word it could not be followed. */
const ANNOUNCE_INTERVAL_MS = 2500;

interface StreamedTextProps {
  readonly id: CellId;
  readonly progress: Progress | null;
  /** The chat shows the text: here it is only heard. */
  readonly isInChat: boolean;
}

/** The answer as it arrives. */
export function StreamedText({ id, progress, isInChat }: StreamedTextProps) {
  const texts = useTexts().inference;
  const partial = useStreamed(id);
  if (!partial) return progress || isInChat ? null : <p className="hint">{texts.waiting}</p>;
  return (
    <section className={isInChat ? "visually-hidden" : "answer streaming"} aria-label={texts.streaming}>
      {!isInChat && <GrowingText text={partial.text} className="answer-text" />}
      <p className="muted">{texts.tokensSoFar(partial.tokenCount)}</p>
      <SlowAnnouncer text={partial.text} />
    </section>
  );
}

/** Each line is a block of its own: only the last one changes, and is laid out again. */
export function GrowingText({ text, className }: { readonly text: string; readonly className: string }) {
  const lines = text.trimStart().split("\n");
  const last = lines.pop();
  return (
    <p className={className}>
      {lines.map((line, at) => (
        // A line has no identity but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <Line key={at} text={line} />
      ))}
      <span className="growing-line">
        {last}
        <span className="caret" aria-hidden />
      </span>
    </p>
  );
}

const Line = memo(function Line({ text }: { readonly text: string }) {
  return <span className="growing-line">{text === "" ? <br /> : text}</span>;
});

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
