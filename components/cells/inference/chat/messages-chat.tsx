import { useTexts } from "#components/texts/use-texts.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { NotShown } from "../not-shown.tsx";
import { parseMessages, withMember } from "#cells/inference/typed-input.ts";
import { ChatView } from "./chat-view.tsx";

interface MessagesChatProps {
  readonly cell: InferenceCell;
  readonly name: string;
  readonly onExample: () => void;
  /** Whether the person is at the input. */
  readonly isWritten: boolean;
}

/** Option 1: the input's messages are the chat. */
export function MessagesChat({ cell, name, onExample, isWritten }: MessagesChatProps) {
  const texts = useTexts().inference;
  const typed = parseMessages(cell.input);
  if (typed.kind !== "shown") {
    const text = typed.kind === "malformed" ? texts.malformed(typed.reason) : texts.notMessages;
    return <NotShown text={text} onExample={onExample} />;
  }
  const { value, root } = typed;
  const input = {
    messages: value,
    write: (messages: typeof value) => withMember(root, "messages", messages),
    read: (asked: string) => {
      const other = parseMessages(asked);
      return other.kind === "shown" ? other.value : null;
    },
  };
  return <ChatView cell={cell} name={name} input={input} hasSystem isWritten={isWritten} />;
}
