import { ChevronLeft, ChevronRight, Copy, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { copyText } from "#components/ui/copy-text.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import type { ChatMessage, Versions } from "#cells/inference/chat.ts";
import { isSendKey } from "./is-send-key.ts";

interface ChatTurnProps {
  readonly turn: ChatMessage;
  /** From 1. */
  readonly place: number;
  readonly versions: Versions;
  readonly isBusy: boolean;
  /** The edited text; undefined: the turn is not being edited. */
  readonly edit: string | undefined;
  readonly canDelete: boolean;
  /** @param text null: ends the editing. */
  readonly onEdit: (text: string | null) => void;
  readonly onResend: (text: string) => void;
  readonly onRegenerate: () => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onDelete: () => void;
}

export function ChatTurn(props: ChatTurnProps) {
  const { turn, place, versions, isBusy, edit, canDelete, onEdit, onRegenerate, onStep, onDelete } = props;
  const pencil = useRef<HTMLButtonElement>(null);
  // A turn that was being edited, and is shown again, does not take the focus.
  const [opened, setOpened] = useState(false);
  const texts = useTexts().chat;
  const copy = useCopy();
  const name = texts.turn(place, texts.roles(turn.role));
  const isAnswer = turn.role === "assistant";
  return (
    <article className={`turn role-${turn.role}`} aria-label={name}>
      <div className="turn-head">
        <p className="turn-role">{texts.roles(turn.role)}</p>
        {versions.count > 1 && (
          // A fieldset's legend cannot stand in a row of a flex box.
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          <div className="versions" role="group" aria-label={texts.versions(place)}>
            <IconButton
              icon={ChevronLeft}
              label={texts.earlier(place)}
              disabled={isBusy || versions.place === 0}
              onClick={() => onStep(-1)}
            />
            <output>{texts.version(versions.place + 1, versions.count)}</output>
            <IconButton
              icon={ChevronRight}
              label={texts.later(place)}
              disabled={isBusy || versions.place === versions.count - 1}
              onClick={() => onStep(1)}
            />
          </div>
        )}
        <div className="turn-tools">
          {isAnswer && (
            <IconButton
              icon={RefreshCw}
              label={texts.regenerate(place)}
              disabled={isBusy}
              onClick={onRegenerate}
            />
          )}
          {turn.role === "user" && (
            <IconButton
              icon={Pencil}
              label={texts.edit(place)}
              ref={pencil}
              disabled={isBusy || edit !== undefined}
              onClick={() => {
                setOpened(true);
                onEdit(turn.content);
              }}
            />
          )}
          <IconButton icon={Copy} label={texts.copy(place)} onClick={() => copy(turn.content)} />
          {canDelete && (
            <IconButton icon={Trash2} label={texts.remove(place)} disabled={isBusy} onClick={onDelete} />
          )}
        </div>
      </div>
      {edit !== undefined ? (
        <TurnEditor
          {...props}
          text={edit}
          takesFocus={opened}
          onCancel={() => {
            onEdit(null);
            pencil.current?.focus();
          }}
        />
      ) : (
        <p className="turn-text">
          {turn.content === "" ? <span className="muted">{texts.nothing}</span> : turn.content}
        </p>
      )}
    </article>
  );
}

interface TurnEditorProps extends ChatTurnProps {
  readonly text: string;
  readonly takesFocus: boolean;
  readonly onCancel: () => void;
}

function TurnEditor({ text, takesFocus, place, isBusy, onEdit, onResend, onCancel }: TurnEditorProps) {
  const texts = useTexts().chat;
  const canSend = !isBusy && text.trim() !== "";
  return (
    <form
      className="turn-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onResend(text);
      }}
    >
      <TextArea
        aria-label={texts.textOf(place)}
        minRows={2}
        spellCheck
        data-enter-sends="run"
        value={text}
        // It was opened to be written in.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={takesFocus}
        onChange={({ target }) => onEdit(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onCancel();
          } else if (isSendKey(event)) {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      <p className="hint">{texts.resendHint}</p>
      <div className="turn-editor-buttons">
        <button type="submit" className="button primary small" disabled={!canSend}>
          {texts.resend}
        </button>
        <button type="button" className="button small" onClick={onCancel}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}

/** Announces it, because the button itself does not change. */
function useCopy(): (text: string) => void {
  const texts = useTexts().copy;
  const { notify } = useActions();
  return (text) =>
    void copyText(text).then(
      () => notify({ tone: "success", text: texts.copied }),
      () => notify({ tone: "error", text: texts.failed }),
    );
}
