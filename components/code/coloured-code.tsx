import { Fragment, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { CodeLanguage, ColouredLine } from "./coloured-line.ts";
import { whenNear } from "./when-near.ts";

/** Longer code stays plain: it would hold the page up. */
const LONGEST_COLOURED = 50_000;

/** Distance from the window, in pixels, at which code is coloured, so that it has its colours when it is scrolled into view. */
const NEAR_PX = 400;

interface ColouredCodeProps {
  readonly text: string;
  readonly language: CodeLanguage | null;
  /** Puts each line into an element of its own, for line numbers. */
  readonly isNumbered?: boolean;
}

/** Code as plain text, and in colours once they are there. Code far from the window stays plain: the colours come with Monaco. */
export function ColouredCode({ text, language, isNumbered = false }: ColouredCodeProps) {
  const element = useRef<HTMLElement>(null);
  const coloured = useColours(text, language, element);
  const plain = useMemo(() => text.split("\n").map((line) => [{ text: line, kind: null }]), [text]);
  const lines: readonly ColouredLine[] = coloured ?? plain;
  if (coloured === null && !isNumbered) return <code ref={element}>{text}</code>;
  return (
    <code ref={element}>
      {lines.map((line, at) => {
        const content = (
          <>
            {line.map((piece, place) =>
              piece.kind === null ? (
                piece.text
              ) : (
                // Lines and pieces have no identity but their place.
                // oxlint-disable-next-line react/no-array-index-key
                <span key={place} className={`code-${piece.kind}`}>
                  {piece.text}
                </span>
              ),
            )}
            {(isNumbered || at < lines.length - 1) && "\n"}
          </>
        );
        return isNumbered ? (
          // oxlint-disable-next-line react/no-array-index-key
          <span className="line" key={at}>
            {content}
          </span>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <Fragment key={at}>{content}</Fragment>
        );
      })}
    </code>
  );
}

/** null until they are there, and where they cannot be loaded: the text says the same without. */
function useColours(
  text: string,
  language: CodeLanguage | null,
  element: RefObject<HTMLElement | null>,
): readonly ColouredLine[] | null {
  const [found, setFound] = useState<{ readonly text: string; readonly lines: readonly ColouredLine[] }>();
  useEffect(() => {
    if (language === null || text.length > LONGEST_COLOURED || !element.current) return;
    const gone = new AbortController();
    whenNear(element.current, NEAR_PX, gone.signal)
      .then(() => import("./colour-code.ts"))
      .then(({ colourCode }) => colourCode(text, language))
      .then(
        (lines) => {
          if (!gone.signal.aborted) setFound({ text, lines });
        },
        () => {},
      );
    return () => gone.abort();
  }, [text, language, element]);
  return found?.text === text ? found.lines : null;
}
