import { useTexts } from "#components/texts/use-texts.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import { NotShown } from "./not-shown.tsx";
import { parsePrompt, withMember } from "#cells/inference/typed-input.ts";

interface PromptInputProps {
  readonly input: string;
  readonly onChange: (input: string) => void;
  readonly onExample: () => void;
}

/** The prompt as text, over the same JSON that the other view shows. */
export function PromptInput({ input, onChange, onExample }: PromptInputProps) {
  const texts = useTexts().inference;
  const typed = parsePrompt(input);
  if (typed.kind !== "shown") {
    const text = typed.kind === "malformed" ? texts.malformed(typed.reason) : texts.notPrompt;
    return <NotShown text={text} onExample={onExample} />;
  }
  return (
    <TextArea
      className="mono"
      aria-label={texts.prompt}
      minRows={3}
      data-primary
      value={typed.value}
      onChange={({ target }) => onChange(withMember(typed.root, "prompt", target.value))}
    />
  );
}
