import { useRef } from "react";
import { AppError } from "#base/errors.ts";
import { type CellState, isBusy } from "#kernel/cell-state.ts";
import { useActions, useCellState, useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { useOutput } from "#components/cells/use-output.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import {
  type ChatHistory,
  type ChatMessage,
  deleteTurns,
  editsBefore,
  EMPTY_CHAT,
  isSameThread,
  remember,
  shownAnswer,
  splitAnswer,
  splitSystem,
  stepVersion,
  type Thread,
  versionsAt,
  withAnswer,
  withEdit,
} from "#cells/inference/chat.ts";
import { answerText } from "../answer-text.ts";

/** How the input holds the messages. */
export interface ChatInput {
  readonly messages: readonly ChatMessage[];
  /** The input with other messages. If a template writes it, that takes time and can fail. */
  readonly write: (messages: readonly ChatMessage[]) => string | Promise<string>;
  /** The messages of another input of the cell; null if it has none. */
  readonly read: (input: string) => readonly ChatMessage[] | null;
}

/** The cell's current chat. */
function useThread(cell: InferenceCell, input: ChatInput) {
  const state = useCellState(cell.id);
  const { output, current } = useOutput(cell.id, "inference");
  const history = cell.chat ?? EMPTY_CHAT;
  const { system, turns } = splitSystem(input.messages);
  const run = output && { text: answerText(output.output), isOfTurns: isOfTurns(output.input) };
  // Only a person's turn has an answer to come.
  const isAsked = turns.at(-1)?.role === "user";
  const answer = isAsked && !isBusy(state) ? shownAnswer(history, turns, run) : null;

  /** Whether a run asked what the chat asks now. Its answer stays the chat's even if sampling, runtime or wrapper changed since. */
  function isOfTurns(asked: string | undefined): boolean {
    if (asked === undefined) return current;
    if (asked === cell.input) return true;
    const messages = input.read(asked);
    return messages !== null && isSameThread(splitSystem(messages).turns, turns);
  }

  return {
    history,
    system,
    turns,
    run,
    isAsked,
    thread: withAnswer(turns, answer),
    isBusy: isBusy(state),
    /** Whether the last turn is the answer of the cell's output. */
    isRunAnswer: answer !== null && run?.isOfTurns === true && run.text === answer,
    output: output?.output ?? null,
  };
}

/**
 * @returns a function that writes messages as the input: its new text; null if it could not be written, or another change has come since.
 */
function useInputWriter(input: ChatInput) {
  const { notify } = useActions();
  const writes = useRef(0);
  return async (messages: readonly ChatMessage[]): Promise<string | null> => {
    writes.current += 1;
    const turn = writes.current;
    try {
      const written = input.write(messages);
      const text = typeof written === "string" ? written : await written;
      return turn === writes.current ? text : null;
    } catch (thrown) {
      notify({ tone: "error", text: AppError.from(thrown).wording });
      return null;
    }
  };
}

/** The chat of a cell and its actions; each is one undo step. */
export function useChat(cell: InferenceCell, input: ChatInput) {
  const { sameAnswer } = useTexts().chat;
  const { store } = useServices();
  const { editChat, updateCell, runCell, notify } = useActions();
  const chat = useThread(cell, input);
  const writeInput = useInputWriter(input);
  const { history, system, turns, run, thread } = chat;

  /** @returns whether it was changed. */
  async function change(nextTurns: Thread, next: ChatHistory): Promise<boolean> {
    // Text with the same meaning stays as it was typed: its answer holds.
    const text = isSameThread(nextTurns, turns)
      ? cell.input
      : await writeInput(system ? [system, ...nextTurns] : nextTurns);
    if (text !== null) editChat({ ...cell, input: text, chat: next });
    return text !== null;
  }

  /** Switches to a thread that differs from `at` on. If it ends with an answer, that is shown without a run. */
  function goTo(threads: readonly Thread[], next: Thread, at: number): void {
    const { turns: nextTurns, answer: chosen } = splitAnswer(next);
    void change(nextTurns, {
      ...writtenIn(history, at),
      threads: chosen === null ? threads : remember(threads, next),
      ...(chosen !== null && { chosen: { answer: chosen, over: run?.text ?? null } }),
    });
  }

  async function ask(
    nextTurns: Thread,
    threads: readonly Thread[],
    beside: Pick<ChatHistory, "draft" | "edits">,
  ): Promise<void> {
    if (await change(nextTurns, { threads, ...beside })) await runCell(cell.id);
  }

  return {
    ...chat,
    draft: history.draft ?? "",
    versions: (at: number) => versionsAt(history.threads, thread, at),
    setDraft: (draft: string) => updateCell({ ...cell, chat: { ...history, draft } }),
    /** The edited text of a turn; undefined: it is not being edited. */
    edit: (at: number): string | undefined => history.edits?.[at],
    setEdit: (at: number, text: string | null) => updateCell({ ...cell, chat: withEdit(history, at, text) }),
    send: (text: string) =>
      ask([...thread, { role: "user", content: text }], history.threads, editsBefore(history, thread.length)),
    resend: (at: number, text: string) =>
      ask(
        [...thread.slice(0, at), { role: "user", content: text }],
        remember(history.threads, thread),
        writtenIn(history, at),
      ),
    async regenerate(at: number): Promise<void> {
      const before = thread[at]?.content;
      await ask(thread.slice(0, at), remember(history.threads, thread), writtenIn(history, at));
      if (answerIn(store.getState().cellStates.get(cell.id)) === before)
        notify({ tone: "info", text: sameAnswer });
    },
    step(at: number, direction: 1 | -1): void {
      const next = stepVersion(history.threads, thread, at, direction);
      if (next) goTo(next.threads, next.thread, at);
    },
    /** A question is removed with its answer. */
    remove(at: number): void {
      const pair = thread[at]?.role === "user" && thread[at + 1]?.role === "assistant";
      const next = deleteTurns(history.threads, thread, at, at + (pair ? 2 : 1));
      goTo(next.threads, next.thread, at);
    },
    setSystem: (content: string | null) => {
      const messages = content === null ? turns : [{ role: "system", content }, ...turns];
      void writeInput(messages).then((text) => text !== null && updateCell({ ...cell, input: text }));
    },
    run: () => runCell(cell.id),
  };
}

/** The answer of a cell that is done; otherwise null. */
function answerIn(state: CellState | undefined): string | null {
  return state?.status === "done" && state.output.type === "inference"
    ? answerText(state.output.output)
    : null;
}

/** Unfinished texts, in the turns before `at` and below the chat. */
function writtenIn(history: ChatHistory, at: number): Pick<ChatHistory, "draft" | "edits"> {
  return {
    ...(history.draft !== undefined && { draft: history.draft }),
    ...editsBefore(history, at),
  };
}
