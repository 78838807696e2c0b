import type { ControlProps } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { useDraft } from "#components/ui/use-draft.ts";
import "./wrapper.css";

interface LinesInputProps extends ControlProps {
  readonly value: readonly string[];
  readonly onChange: (lines: readonly string[]) => void;
}

/** A list, one entry per line. Blank lines stay as typed and are not entries. */
export function LinesInput({ value, onChange, ...control }: LinesInputProps) {
  const draft = useDraft(value, format, entries);
  return (
    <TextArea
      {...control}
      className="mono"
      minRows={2}
      value={draft.text}
      onChange={({ target }) => {
        const typed = draft.type(target.value);
        if (typed && format(typed) !== format(value)) onChange(typed);
      }}
    />
  );
}

function format(lines: readonly string[]): string {
  return lines.join("\n");
}

function entries(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
