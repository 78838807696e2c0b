import { useRef } from "react";
import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import { convertInput } from "#cells/inference/convert-input.ts";
import { parsePrompt, withMember } from "#cells/inference/typed-input.ts";
import type { CellId } from "#notebook/cell.ts";
import { NotShown } from "./not-shown.tsx";
import { PromptsToTry } from "./prompts-to-try.tsx";

interface PromptInputProps {
  readonly id: CellId;
  readonly input: string;
  readonly onChange: (input: string) => void;
  readonly onExample: () => void;
}

/** The prompt as text, over the same JSON as the other view. */
export function PromptInput({ id, input, onChange, onExample }: PromptInputProps) {
  const texts = useTexts().inference;
  const { promptTemplateAbove } = useActions();
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = parsePrompt(input);
  if (typed.kind !== "shown") {
    const text = typed.kind === "malformed" ? texts.malformed(typed.reason) : texts.notPrompt;
    return <NotShown text={text} onExample={onExample} />;
  }
  /** Written by the model's chat template. */
  const ask = async (question: string) => {
    const template = await promptTemplateAbove(id, new AbortController().signal).catch(() => null);
    const chat = JSON.stringify({ messages: [{ role: "user", content: question }] });
    const written = parsePrompt(await convertInput(chat, "prompt", template));
    if (written.kind !== "shown") return;
    onChange(withMember(typed.root, "prompt", written.value));
    field.current?.focus();
  };
  return (
    <>
      <TextArea
        ref={field}
        className="mono"
        aria-label={texts.prompt}
        minRows={3}
        data-primary
        value={typed.value}
        onChange={({ target }) => onChange(withMember(typed.root, "prompt", target.value))}
      />
      <PromptsToTry id={id} onTry={(question) => void ask(question)} />
    </>
  );
}
