import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { useTexts } from "#components/texts/use-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { NotShown } from "./not-shown.tsx";
import { parseMessages, withMember, type TypedMessage } from "#cells/inference/typed-input.ts";

interface InputViewProps {
  readonly input: string;
  readonly onChange: (input: string) => void;
  readonly onExample: () => void;
}

/** The messages as rows, over the same JSON text as the other view. */
export function MessagesInput({ input, onChange, onExample }: InputViewProps) {
  const texts = useTexts().inference;
  const list = useRef<HTMLDivElement>(null);
  const typed = parseMessages(input);
  if (typed.kind !== "shown") {
    const text = typed.kind === "malformed" ? texts.malformed(typed.reason) : texts.notMessages;
    return <NotShown text={text} onExample={onExample} />;
  }
  const messages = typed.value;
  const set = (next: readonly TypedMessage[]) => onChange(withMember(typed.root, "messages", next));
  /** Then focuses the message at `at`, or the last one. */
  const setAndFocus = (next: readonly TypedMessage[], at: number) => {
    flushSync(() => set(next));
    list.current?.querySelectorAll("textarea")[Math.min(at, next.length - 1)]?.focus();
  };
  const nextRole = messages.at(-1)?.role === "user" ? "assistant" : "user";
  return (
    <div className="messages" ref={list}>
      {messages.map((message, at) => (
        // A message has no identity but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div className={`message role-${message.role}`} key={at}>
          <RoleSelect
            role={message.role}
            label={texts.role(at + 1)}
            onChange={(role) => set(messages.with(at, { ...message, role }))}
          />
          <TextArea
            aria-label={texts.content(at + 1)}
            minRows={1}
            spellCheck
            value={message.content}
            {...(at === 0 && { "data-primary": true })}
            onChange={({ target }) => set(messages.with(at, { ...message, content: target.value }))}
          />
          <IconButton
            icon={X}
            label={texts.removeMessage(at + 1)}
            disabled={messages.length === 1}
            onClick={() => setAndFocus(messages.toSpliced(at, 1), at)}
          />
        </div>
      ))}
      <button
        type="button"
        className="button quiet small"
        onClick={() => setAndFocus([...messages, { role: nextRole, content: "" }], messages.length)}
      >
        <Plus aria-hidden /> {texts.addMessage}
      </button>
    </div>
  );
}

const ROLES = ["system", "user", "assistant"] as const;

interface RoleSelectProps {
  readonly role: string;
  readonly label: string;
  readonly onChange: (role: string) => void;
}

function RoleSelect({ role, label, onChange }: RoleSelectProps) {
  const texts = useTexts().inference;
  const isKnown = ROLES.some((known) => known === role);
  return (
    <select
      className="input role-select"
      aria-label={label}
      value={role}
      onChange={({ target }) => onChange(target.value)}
    >
      {ROLES.map((known) => (
        <option key={known} value={known}>
          {texts.roles[known]}
        </option>
      ))}
      {!isKnown && <option value={role}>{role}</option>}
    </select>
  );
}
