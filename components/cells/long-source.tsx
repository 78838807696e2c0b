import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import { withFewMarks } from "#notebook/combining-marks.ts";
import { shownStart } from "#notebook/shown-start.ts";

interface LongSourceProps {
  readonly source: string;
  /** The label of the editor that it replaces. */
  readonly label: string;
  readonly onEdit: () => void;
}

/** The beginning of code that is too long to be laid out without a pause. The editor comes when the person asks for it. */
export default function LongSource({ source, label, onEdit }: LongSourceProps) {
  const texts = useTexts().outputs;
  const { edit } = useLaterTexts().longSource;
  const shown = shownStart(source);
  return (
    <>
      <ScrollRegion label={label} className="code-box">
        <pre>{withFewMarks(shown)}</pre>
      </ScrollRegion>
      <p className="hint">{texts.shortened(shown.length, source.length)}</p>
      <button type="button" className="button small" data-primary onClick={onEdit}>
        {edit}
      </button>
    </>
  );
}
