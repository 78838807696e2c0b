import { useApp } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { kindOf } from "#cells/cell.ts";
import type { AnyHit } from "./use-hits.ts";

const CONTEXT = 24;

interface HitLineProps {
  readonly hit: AnyHit;
  /** The type of text that contains the hit. */
  readonly text: string;
  readonly onGo: () => void;
}

/** Where the hit is, with a few words around it. */
export function HitLine({ hit: { cellId, start, end }, text, onGo }: HitLineProps) {
  const texts = useTexts().find;
  const say = useSay();
  const cells = useApp((state) => state.notebook?.cells) ?? [];
  const place = cells.findIndex(({ id }) => id === cellId);
  const cell = cells[place];
  if (!cell) return null;
  return (
    <p className="find-hit">
      {say(kindOf(cell).title)} {place + 1}:{" "}
      <span className="mono">
        {text.slice(Math.max(0, start - CONTEXT), start)}
        <mark>{text.slice(start, end)}</mark>
        {text.slice(end, end + CONTEXT)}
      </span>{" "}
      <button type="button" className="button small quiet" onClick={onGo}>
        {texts.edit}
      </button>
    </p>
  );
}
