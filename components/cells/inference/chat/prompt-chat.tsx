import { useEffect, useState } from "react";
import { AppError, isAbort } from "#base/errors.ts";
import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { InferenceCell } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import { NotShown } from "../not-shown.tsx";
import { parsePrompt, withMember } from "../parse-typed.ts";
import { ChatView } from "./chat-view.tsx";

interface PromptChatProps {
  readonly cell: InferenceCell;
  readonly name: string;
  readonly onExample: () => void;
}

/** Option 2: the model's chat template reads the prompt as a chat, and writes it. */
export function PromptChat({ cell, name, onExample }: PromptChatProps) {
  const texts = useTexts();
  const template = usePromptTemplate(cell);
  const typed = parsePrompt(cell.input);
  if (typed.kind !== "shown") {
    const text =
      typed.kind === "malformed" ? texts.inference.malformed(typed.reason) : texts.inference.notPrompt;
    return <NotShown text={text} onExample={onExample} />;
  }
  if (template === undefined) return <p className="hint">{texts.chat.readingTemplate}</p>;
  if (template === null || typeof template === "string") {
    return <NotShown text={template ?? texts.chat.noTemplate} onExample={onExample} />;
  }
  const { value, root } = typed;
  const messages = value.trim() === "" ? [] : template.read(value);
  if (messages === null) return <NotShown text={texts.chat.notChat} onExample={onExample} />;
  const input = {
    messages,
    write: (next: typeof messages) =>
      withMember(root, "prompt", next.length === 0 ? "" : template.write(next)),
  };
  return (
    <>
      <p className="hint">{texts.chat.template}</p>
      <ChatView cell={cell} name={name} input={input} hasSystem={template.hasSystem} />
    </>
  );
}

/** The template; null where there is none, in words why it could not be read, undefined while it is being read. */
function usePromptTemplate(cell: InferenceCell): PromptTemplate | string | null | undefined {
  const { promptTemplateAbove } = useActions();
  const bundleId = useApp(({ notebook }) => {
    const above = notebook ? upstreamOf(notebook, cell.id).model : undefined;
    const model = notebook?.cells.find((each) => each.id === above);
    return model?.type === "model" ? model.bundleId : null;
  });
  const [found, setFound] = useState<{
    readonly bundleId: string | null;
    readonly template: PromptTemplate | string | null;
  }>();
  useEffect(() => {
    const controller = new AbortController();
    promptTemplateAbove(cell.id, controller.signal).then(
      (template) => setFound({ bundleId, template }),
      (thrown: unknown) => {
        if (!isAbort(thrown)) setFound({ bundleId, template: AppError.from(thrown).message });
      },
    );
    return () => controller.abort();
  }, [cell.id, bundleId, promptTemplateAbove]);
  return found?.bundleId === bundleId ? found.template : undefined;
}
