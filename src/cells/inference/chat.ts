/**
 * A chat over the input of an inference cell: pure functions.
 * The input decides what is run: the visible turns up to the last question. The answer to it is the run's output. `ChatHistory` holds the
 * other versions of the chat.
 */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

export type Thread = readonly ChatMessage[];

export interface ChatHistory {
  /** Whole chats without their system message, in the order in which they were started; none is the beginning of another. */
  readonly threads: readonly Thread[];
  /** An earlier answer that was chosen, and the answer of the last run at that time (null: there was none). */
  readonly chosen?: { readonly answer: string; readonly over: string | null };
  /** The text of the next message. */
  readonly draft?: string;
  /** Turns that are being edited, by their place in the chat. */
  readonly edits?: Readonly<Record<number, string>>;
}

export const EMPTY_CHAT: ChatHistory = { threads: [] };

/** A leading system message belongs to the whole chat, whatever its versions. */
export function splitSystem(messages: Thread): {
  readonly system: ChatMessage | null;
  readonly turns: Thread;
} {
  const [first, ...rest] = messages;
  return first?.role === "system" ? { system: first, turns: rest } : { system: null, turns: messages };
}

/** The answer of the last run, and whether it answers the current turns. */
export interface RunAnswer {
  readonly text: string;
  readonly isOfTurns: boolean;
}

/**
 * The answer after the input's turns: the run's, or an earlier one that was chosen, as long as it is known to answer these turns and no
 * newer run gave another.
 */
export function shownAnswer(
  { threads, chosen }: ChatHistory,
  turns: Thread,
  run: RunAnswer | null,
): string | null {
  const isKnown = chosen && threads.some((kept) => beginsWith(kept, withAnswer(turns, chosen.answer)));
  if (isKnown && chosen.over === (run?.text ?? null)) return chosen.answer;
  return run?.isOfTurns ? run.text : null;
}

/** The turns with the answer as the last one. */
export function withAnswer(turns: Thread, answer: string | null): Thread {
  return answer === null ? turns : [...turns, { role: "assistant", content: answer }];
}

/** Stores a thread. It replaces its own beginning; a beginning of a stored thread is already stored. */
export function remember(threads: readonly Thread[], thread: Thread): readonly Thread[] {
  if (thread.length === 0 || threads.some((kept) => beginsWith(kept, thread))) return threads;
  const at = threads.findIndex((kept) => beginsWith(thread, kept));
  return at < 0 ? [...threads, thread] : threads.with(at, thread);
}

export interface Versions {
  /** From 0. */
  readonly place: number;
  readonly count: number;
}

/** Which version of the turn at `at` is shown, and how many follow the same turns. */
export function versionsAt(threads: readonly Thread[], thread: Thread, at: number): Versions {
  const versions = versionThreads(remember(threads, thread), thread, at);
  return {
    place: versions.findIndex((version) => isSame(version[at], thread[at])),
    count: versions.length,
  };
}

/** Switches to another version of a turn, and to its latest continuation. null if there is none. */
export function stepVersion(
  threads: readonly Thread[],
  thread: Thread,
  at: number,
  step: 1 | -1,
): { readonly threads: readonly Thread[]; readonly thread: Thread } | null {
  const all = remember(threads, thread);
  const versions = versionThreads(all, thread, at);
  const next = versions[versions.findIndex((version) => isSame(version[at], thread[at])) + step];
  if (!next) return null;
  const latest = all.findLast((each) => beginsWith(each, next.slice(0, at + 1)));
  return { threads: all, thread: latest ?? next };
}

/** Removes the turns from `from` to before `to` from the chat and from every version with them. */
export function deleteTurns(
  threads: readonly Thread[],
  thread: Thread,
  from: number,
  to: number,
): { readonly threads: readonly Thread[]; readonly thread: Thread } {
  const beginning = thread.slice(0, to);
  const without = (each: Thread) => each.toSpliced(from, to - from);
  const left = threads.map((each) => (beginsWith(each, beginning) ? without(each) : each));
  return { threads: left.reduce<readonly Thread[]>(remember, []), thread: without(thread) };
}

/** The edits of turns before `at`, which a change from there on does not affect. */
export function editsBefore({ edits = {} }: ChatHistory, at: number): Pick<ChatHistory, "edits"> {
  return editsOf(Object.entries(edits).filter(([place]) => Number(place) < at));
}

/** @param text null: ends the editing of the turn. */
export function withEdit(history: ChatHistory, at: number, text: string | null): ChatHistory {
  const { edits, ...rest } = history;
  const others = Object.entries(edits ?? {}).filter(([place]) => Number(place) !== at);
  return { ...rest, ...editsOf(text === null ? others : [...others, [`${at}`, text]]) };
}

function editsOf(entries: readonly (readonly [string, string])[]): Pick<ChatHistory, "edits"> {
  return entries.length === 0 ? {} : { edits: Object.fromEntries(entries) };
}

/** Removes the last answer: the rest is what is run. */
export function splitAnswer(thread: Thread): { readonly turns: Thread; readonly answer: string | null } {
  const last = thread.at(-1);
  return last?.role === "assistant"
    ? { turns: thread.slice(0, -1), answer: last.content }
    : { turns: thread, answer: null };
}

/** One thread for each version of the turn at `at`, in the order in which they were started. */
function versionThreads(threads: readonly Thread[], thread: Thread, at: number): readonly Thread[] {
  const beginning = thread.slice(0, at);
  const versions: Thread[] = [];
  for (const each of threads) {
    if (each.length <= at || !beginsWith(each, beginning)) continue;
    if (!versions.some((version) => isSame(version[at], each[at]))) versions.push(each);
  }
  return versions;
}

function beginsWith(thread: Thread, beginning: Thread): boolean {
  return beginning.length <= thread.length && beginning.every((message, at) => isSame(message, thread[at]));
}

export function isSameThread(a: Thread, b: Thread): boolean {
  return a.length === b.length && beginsWith(a, b);
}

function isSame(a: ChatMessage | undefined, b: ChatMessage | undefined): boolean {
  return a?.role === b?.role && a?.content === b?.content;
}
