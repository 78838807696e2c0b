import { Plus, SendHorizontal, X } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useStreamed } from "#components/app-context.ts";
import { formatRate } from "#components/format.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Follower } from "#components/ui/follower.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import type { Answer } from "#inference/class-answer.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { isCutOff } from "../answer-text.ts";
import { PromptSizeLine } from "../prompt-size-line.tsx";
import { PromptsToTry } from "../prompts-to-try.tsx";
import type { ChatMessage } from "#cells/inference/chat.ts";
import { GrowingText } from "../streamed-text.tsx";
import { ChatTurn } from "./chat-turn.tsx";
import { isSendKey } from "./is-send-key.ts";
import { type ChatInput, useChat } from "./use-chat.ts";

interface ChatViewProps {
  readonly cell: InferenceCell;
  readonly name: string;
  readonly input: ChatInput;
  /** Whether the model's template supports system messages. */
  readonly hasSystem: boolean;
  /** Whether the person is at the input: the prompt's size is shown only then. */
  readonly isWritten: boolean;
}

/** The input and its answer as turns of a chat. */
export function ChatView({ cell, name, input, hasSystem, isWritten }: ChatViewProps) {
  const texts = useTexts().chat;
  const chat = useChat(cell, input);
  const composer = useRef<HTMLTextAreaElement>(null);
  const { thread, isBusy } = chat;
  const followAnswer = useFollowAnswer(composer, isBusy);
  /** Where the focus goes when the pressed button is gone. The page does not scroll: that turn is visible. */
  const toComposer = () => composer.current?.focus({ preventScroll: true });
  const onAsked = () => {
    toComposer();
    followAnswer();
  };

  return (
    <div className="chat">
      {hasSystem && <SystemMessage value={chat.system?.content ?? null} onChange={chat.setSystem} />}
      <ol className="turns" aria-label={texts.turns(name)}>
        {thread.map((turn, at) => (
          // A turn has no identity but its place.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <Turn chat={chat} at={at} turn={turn} toComposer={toComposer} onAsked={onAsked} />
          </li>
        ))}
        {isBusy && (
          <li>
            <ComingAnswer id={cell.id} />
          </li>
        )}
      </ol>
      {thread.length === 0 && !isBusy && <p className="hint">{texts.empty}</p>}
      {chat.isAsked && thread.at(-1)?.role === "user" && !isBusy && (
        <p className="unanswered">
          <span className="hint">{texts.unanswered}</span>
          <button
            type="button"
            className="button small"
            onClick={() => {
              void chat.run();
              onAsked();
            }}
          >
            {texts.answerIt}
          </button>
        </p>
      )}
      {!isBusy && (
        <PromptsToTry
          id={cell.id}
          onTry={(prompt) => {
            chat.setDraft(prompt);
            toComposer();
          }}
        />
      )}
      <Composer name={name} chat={chat} field={composer} onSend={followAnswer} />
      {isWritten && (
        <PromptSizeLine
          // The earlier turns count too.
          key={cell.input}
          cell={cell}
          typed={chat.draft}
          input={(draft) => {
            if (draft.trim() === "") return cell.input;
            const turns = [...thread, { role: "user", content: draft }];
            return input.write(chat.system ? [chat.system, ...turns] : turns);
          }}
        />
      )}
    </div>
  );
}

type Chat = ReturnType<typeof useChat>;

interface TurnProps {
  readonly chat: Chat;
  readonly at: number;
  readonly turn: ChatMessage;
  /** Where the focus goes when the pressed button is gone. */
  readonly toComposer: () => void;
  readonly onAsked: () => void;
}

function Turn({ chat, at, turn, toComposer, onAsked }: TurnProps) {
  const isRunAnswer = chat.isRunAnswer && at === chat.thread.length - 1;
  return (
    <>
      <ChatTurn
        turn={turn}
        place={at + 1}
        versions={chat.versions(at)}
        isBusy={chat.isBusy}
        edit={chat.edit(at)}
        // The answer of a run is not part of the input: it can be regenerated, not deleted.
        canDelete={!isRunAnswer}
        onEdit={(text) => chat.setEdit(at, text)}
        onResend={(text) => {
          void chat.resend(at, text);
          onAsked();
        }}
        onRegenerate={() => {
          void chat.regenerate(at);
          onAsked();
        }}
        onStep={(direction) => chat.step(at, direction)}
        onDelete={() => {
          chat.remove(at);
          toComposer();
        }}
      />
      {isRunAnswer && chat.output && <AnswerFacts output={chat.output} />}
    </>
  );
}

interface ComposerProps {
  readonly name: string;
  readonly chat: Chat;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onSend: () => void;
}

/** The field for the next message. */
function Composer({ name, chat, field, onSend }: ComposerProps) {
  const texts = useTexts().chat;
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (chat.draft.trim() === "" || chat.isBusy) return;
        void chat.send(chat.draft);
        onSend();
      }}
    >
      <TextArea
        ref={field}
        aria-label={texts.next(name)}
        placeholder={texts.placeholder}
        minRows={1}
        spellCheck
        data-primary
        // If the field is empty, Ctrl+Enter runs the chat as it is.
        data-enter-sends={chat.draft.trim() === "" ? "" : "run"}
        value={chat.draft}
        onChange={({ target }) => chat.setDraft(target.value)}
        onKeyDown={(event) => {
          if (!isSendKey(event)) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <button
        type="submit"
        className="button primary"
        // Not disabled, which would lose the focus: this button's own click empties the text.
        aria-disabled={chat.isBusy || chat.draft.trim() === "" || undefined}
        title={texts.sendHint}
      >
        <SendHorizontal aria-hidden /> {texts.send}
      </button>
    </form>
  );
}

/**
 * Keeps the requested answer visible as it arrives, with the field for the next message below it.
 * @returns a function to call when it is requested.
 */
function useFollowAnswer(composer: RefObject<HTMLElement | null>, isBusy: boolean): () => void {
  const follower = useRef<Follower>(null);
  useEffect(() => {
    if (!isBusy) return;
    return () => {
      follower.current?.end();
      follower.current = null;
    };
  }, [isBusy]);
  return () => {
    follower.current?.end();
    follower.current = new Follower();
    follower.current.follow(composer.current);
  };
}

interface SystemMessageProps {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

function SystemMessage({ value, onChange }: SystemMessageProps) {
  const texts = useTexts().chat;
  // What replaces the pressed button takes its focus.
  const [pressed, setPressed] = useState(false);
  // A template can take a moment to write it: the typed text is shown at once.
  const [typed, setTyped] = useState<{ text: string; over: string | null }>({ text: "", over: null });
  const change = (next: string | null) => {
    setPressed(true);
    onChange(next);
  };
  if (value === null) {
    return (
      <button
        type="button"
        className="button quiet small add-system"
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={pressed}
        onClick={() => change("")}
      >
        <Plus aria-hidden /> {texts.addSystem}
      </button>
    );
  }
  return (
    <div className="system-message">
      <Field label={texts.system} hint={texts.systemHint}>
        {(control) => (
          <TextArea
            {...control}
            minRows={1}
            spellCheck
            value={typed.over === value ? typed.text : value}
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={pressed}
            onChange={({ target }) => {
              setTyped({ text: target.value, over: value });
              onChange(target.value);
            }}
          />
        )}
      </Field>
      <IconButton icon={X} label={texts.removeSystem} onClick={() => change(null)} />
    </div>
  );
}

/** The answer while it arrives. Screen readers hear it from below the cell's input, where every view has it. */
function ComingAnswer({ id }: { readonly id: string }) {
  const texts = useTexts();
  const partial = useStreamed(id);
  return (
    <div className="turn role-assistant">
      <p className="turn-role">{texts.chat.roles("assistant")}</p>
      {partial ? (
        <GrowingText text={partial.text} className="turn-text" />
      ) : (
        <p className="turn-text">
          <span className="muted">{texts.inference.waiting}</span>
          <span className="caret" aria-hidden />
        </p>
      )}
    </div>
  );
}

function AnswerFacts({ output }: { readonly output: Answer }) {
  const texts = useTexts();
  const { generatedTokens, tokensPerSecond, reusedTokens, promptTokens } = output.metrics;
  const facts = [
    texts.inference.tokensSoFar(generatedTokens),
    tokensPerSecond === null ? null : texts.inference.perSecond(formatRate(tokensPerSecond)),
    reusedTokens === 0 ? null : texts.chat.reused(reusedTokens, promptTokens),
    output.stopped ? texts.chat.stopped : isCutOff(output) ? texts.inference.cutOff : null,
  ];
  return <p className="turn-facts muted">{facts.filter((fact) => fact !== null).join(" · ")}</p>;
}
