import { useEffect, useState } from "react";
import type { ControlProps } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-area.tsx";

interface LinesInputProps extends ControlProps {
  readonly value: readonly string[];
  readonly onChange: (lines: readonly string[]) => void;
}

/** A list, one entry a line. Blank lines are kept as typed and are no entries. */
export function LinesInput({ value, onChange, ...control }: LinesInputProps) {
  const [text, setText] = useState(value.join("\n"));
  useEffect(() => {
    setText((typed) => (String(entries(typed)) === String(value) ? typed : value.join("\n")));
  }, [value]);
  return (
    <TextArea
      {...control}
      className="mono"
      minRows={2}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        const next = entries(target.value);
        if (String(next) !== String(value)) onChange(next);
      }}
    />
  );
}

function entries(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
