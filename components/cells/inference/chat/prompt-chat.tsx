import { useEffect, useState } from "react";
import { AppError, isAbort } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { useActions, useApp } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import { NotShown } from "../not-shown.tsx";
import { parsePrompt, withMember } from "#cells/inference/typed-input.ts";
import { ChatView } from "./chat-view.tsx";

interface PromptChatProps {
  readonly cell: InferenceCell;
  readonly name: string;
  readonly onExample: () => void;
  /** Whether the person is at the input. */
  readonly isWritten: boolean;
}

/** Option 2: the model's chat template reads the prompt as a chat, and writes it. */
export function PromptChat({ cell, name, onExample, isWritten }: PromptChatProps) {
  const texts = useTexts();
  const say = useSay();
  const template = usePromptTemplate(cell);
  const typed = parsePrompt(cell.input);
  if (typed.kind !== "shown") {
    const text =
      typed.kind === "malformed" ? texts.inference.malformed(typed.reason) : texts.inference.notPrompt;
    return <NotShown text={text} onExample={onExample} />;
  }
  if (template === undefined) return <p className="hint">{texts.chat.readingTemplate}</p>;
  if (template === null) return <NotShown text={texts.chat.noTemplate} onExample={onExample} />;
  if ("why" in template) return <NotShown text={say(template.why)} onExample={onExample} />;
  const { value, root } = typed;
  const readPrompt = (prompt: string) => (prompt.trim() === "" ? [] : template.read(prompt));
  const messages = readPrompt(value);
  if (messages === null) return <NotShown text={texts.chat.notChat} onExample={onExample} />;
  const input = {
    messages,
    write: async (next: typeof messages) =>
      withMember(root, "prompt", next.length === 0 ? "" : await template.write(next)),
    read: (asked: string) => {
      const other = parsePrompt(asked);
      return other.kind === "shown" ? readPrompt(other.value) : null;
    },
  };
  return (
    <>
      <p className="hint">{texts.chat.template}</p>
      <ChatView cell={cell} name={name} input={input} hasSystem={template.hasSystem} isWritten={isWritten} />
    </>
  );
}

type FoundTemplate = PromptTemplate | { readonly why: Wording } | null;

/** The template; null if there is none, an error message if it could not be read, undefined while it is being read. */
function usePromptTemplate(cell: InferenceCell): FoundTemplate | undefined {
  const { promptTemplateAbove } = useActions();
  const bundleId = useApp(({ notebook }) => {
    const above = notebook ? upstreamOf(notebook, cell.id).model : undefined;
    const model = notebook?.cells.find((each) => each.id === above);
    return model?.type === "model" ? model.bundleId : null;
  });
  const [found, setFound] = useState<{
    readonly bundleId: string | null;
    readonly template: FoundTemplate;
  }>();
  useEffect(() => {
    const controller = new AbortController();
    promptTemplateAbove(cell.id, controller.signal).then(
      (template) => setFound({ bundleId, template }),
      (thrown: unknown) => {
        if (!isAbort(thrown)) setFound({ bundleId, template: { why: AppError.from(thrown).wording } });
      },
    );
    return () => controller.abort();
  }, [cell.id, bundleId, promptTemplateAbove]);
  return found?.bundleId === bundleId ? found.template : undefined;
}
