import { useId, useState } from "react";
import { withTurnsSeen } from "#base/seen-text.ts";
import { useActions } from "#components/app-context.ts";
import { focusCellAround } from "#components/notebook/focus-cell.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import type { CellId } from "#notebook/cell.ts";
import { shownStart } from "#notebook/shown-start.ts";
import type { InputRequest } from "#python/python-session.ts";
import "./python-question.css";

const ServerConsent = later(() => import("./code/server-consent.tsx"));
const ServerModelConsent = later(() => import("./code/server-model-consent.tsx"));

/** Characters of what code asks for. */
const LONGEST_PROMPT = 5000;

interface PythonQuestionProps {
  readonly id: CellId;
  readonly request: InputRequest;
}

/** What the cell's Python asks the person: the field of `input()`, or whether it may use a server. */
export default function PythonQuestion({ id, request }: PythonQuestionProps) {
  if (request.server === undefined) return <InputForm id={id} request={request} />;
  return (
    <Part>
      {request.model === undefined ? (
        <ServerConsent key={request.server} id={id} server={request.server} beside={request.beside ?? []} />
      ) : (
        <ServerModelConsent id={id} server={request.server} model={request.model} />
      )}
    </Part>
  );
}

function InputForm({ id, request }: PythonQuestionProps) {
  const texts = useTexts().code;
  const { answerInput } = useActions();
  const [text, setText] = useState("");
  const field = useId();
  return (
    <form
      className="input-form"
      onSubmit={(event) => {
        event.preventDefault();
        focusCellAround(event.currentTarget);
        answerInput(id, text);
      }}
    >
      <label htmlFor={field}>
        {request.prompt.trim() === ""
          ? texts.input
          : shownStart(withTurnsSeen(request.prompt), LONGEST_PROMPT)}
      </label>
      <input
        id={field}
        className="mono"
        type={request.isPassword ? "password" : "text"}
        autoComplete="off"
        // The cell waits for it, and the person for the cell.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="button small">
        {texts.answer}
      </button>
    </form>
  );
}
