import { Play, Square } from "lucide-react";
import { useState } from "react";
import { useActions, useCellState } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import { ViewTabs } from "#components/ui/view-tabs.tsx";
import { isBusy } from "#kernel/cell-state.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { firstInput } from "#wrapper/defaults.ts";
import type { InputForm } from "#wrapper/input-form.ts";
import { MessagesChat } from "./chat/messages-chat.tsx";
import { PromptChat } from "./chat/prompt-chat.tsx";
import { MessagesInput } from "./messages-input.tsx";
import { PromptInput } from "./prompt-input.tsx";
import { PromptSizeLine } from "./prompt-size-line.tsx";

interface InputViewsProps {
  readonly cell: InferenceCell;
  readonly name: string;
  readonly inputs: InputForm;
  readonly onView: (id: string) => void;
}

/** The input as a chat, as fields and as JSON, and the button that runs it. */
export function InputViews({ cell, name, inputs, onView }: InputViewsProps) {
  const { inference: texts, chat: chatTexts } = useTexts();
  const { updateCell } = useActions();
  // Measuring the prompt reads the tokenizer: not for a person who only reads the page.
  const [isWritten, setIsWritten] = useState(false);
  const setInput = (input: string) => updateCell({ ...cell, input });
  const useExample = () => setInput(firstInput(inputs));
  const ofChat = { cell, name, onExample: useExample, isWritten };
  const ofFields = { input: cell.input, onChange: setInput, onExample: useExample };
  const size = isWritten && <PromptSizeLine cell={cell} typed={cell.input} input={(typed) => typed} />;
  const views = {
    messages: [
      { id: "chat", label: chatTexts.view, content: <MessagesChat {...ofChat} /> },
      {
        id: "messages",
        label: texts.messages,
        content: (
          <>
            <MessagesInput {...ofFields} />
            {size}
          </>
        ),
      },
    ],
    prompt: [
      {
        id: "prompt",
        label: texts.prompt,
        content: (
          <>
            <PromptInput id={cell.id} {...ofFields} />
            {size}
          </>
        ),
      },
      { id: "chat", label: chatTexts.view, content: <PromptChat {...ofChat} /> },
    ],
    items: [],
  }[inputs];
  return (
    <div onFocus={() => setIsWritten(true)}>
      <ViewTabs
        label={texts.views}
        onView={onView}
        views={[
          ...views,
          {
            id: "json",
            label: texts.json,
            content: (
              <>
                <TextArea
                  className="mono"
                  aria-label={texts.jsonOf(name)}
                  minRows={6}
                  value={cell.input}
                  onChange={({ target }) => setInput(target.value)}
                />
                {size}
              </>
            ),
          },
        ]}
        extra={<RunOrStop id={cell.id} />}
      />
    </div>
  );
}

function RunOrStop({ id }: { readonly id: string }) {
  const texts = useTexts().inference;
  const { runCell, stopCell } = useActions();
  return isBusy(useCellState(id)) ? (
    <button type="button" className="button" onClick={() => stopCell(id)}>
      <Square aria-hidden /> {texts.stop}
    </button>
  ) : (
    <button type="button" className="button primary" onClick={() => void runCell(id)}>
      <Play aria-hidden /> {texts.run}
    </button>
  );
}
