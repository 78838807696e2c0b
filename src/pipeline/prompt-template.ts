/** Reads and writes the prompt of a chat by a model's chat template, whatever marks it puts around messages. */
import type { ChatMessage } from "#cells/inference/chat.ts";

export interface PromptTemplate {
  /** Whether the template writes system messages. */
  readonly hasSystem: boolean;
  /** Rejects with AppError "invalid-input" if the template cannot render the messages. */
  readonly write: (messages: readonly ChatMessage[]) => Promise<string>;
  /**
   * The messages of a prompt that ends where an answer begins. Line breaks and spaces around the marks can be missing, as in prompts
   * written by hand. null for any other text.
   */
  readonly read: (prompt: string) => readonly ChatMessage[] | null;
}

/** Placeholders for contents while the template is examined. */
const FIRST = "\u0001first\u0001";
const SECOND = "\u0001second\u0001";

interface Marks {
  readonly role: string;
  readonly before: string;
  readonly after: string;
}

/** The marks that a template puts around messages, and its end where an answer begins. */
export interface PromptMarks {
  readonly roles: readonly Marks[];
  readonly answer: string;
}

/**
 * @param render the chat template with the place for an answer at its end (add_generation_prompt).
 * @param bosToken can be at the start of the result; it is not part of a message.
 * @returns null if the messages cannot be separated again in the template's result.
 */
export function promptMarks(
  render: (messages: readonly ChatMessage[]) => string,
  bosToken: string,
): PromptMarks | null {
  return marksOf((messages) => withoutBos(render(messages), bosToken));
}

export function promptTemplate(
  { roles, answer }: PromptMarks,
  write: PromptTemplate["write"],
  bosToken: string,
): PromptTemplate {
  return {
    hasSystem: roles.some(({ role }) => role === "system"),
    write,
    read: (prompt) => readPrompt(withoutBos(prompt.trim(), bosToken), roles, answer),
  };
}

/** Learns the marks by rendering known contents. */
function marksOf(render: (messages: readonly ChatMessage[]) => string): PromptMarks | null {
  const user = { role: "user", content: FIRST };
  const [beforeUser, afterUser] = split(render([user]), FIRST);
  const [, twoUsers] = split(render([user, { role: "user", content: SECOND }]), FIRST);
  const endOfUser = between(twoUsers, beforeUser);
  if (!beforeUser?.trim() || endOfUser === null || !endOfUser.trim() || !afterUser?.startsWith(endOfUser)) {
    return null;
  }
  const answer = afterUser.slice(endOfUser.length);
  const [, goesOn] = split(render([user, { role: "assistant", content: SECOND }]), FIRST);
  const [beforeAnswer, afterAnswer] = split(goesOn, SECOND);
  if (!answer.trim() || !beforeAnswer?.startsWith(endOfUser) || !afterAnswer?.endsWith(answer)) return null;
  const roles = [
    { role: "user", before: beforeUser, after: endOfUser },
    {
      role: "assistant",
      before: beforeAnswer.slice(endOfUser.length),
      after: afterAnswer.slice(0, afterAnswer.length - answer.length),
    },
    ...systemMarks(render, beforeUser),
  ];
  return roles.every(({ before, after }) => before.trim() && after.trim()) ? { roles, answer } : null;
}

/** None if the template drops system messages, refuses them, or merges them into the user's. */
function systemMarks(render: (messages: readonly ChatMessage[]) => string, beforeUser: string): Marks[] {
  try {
    const text = render([
      { role: "system", content: FIRST },
      { role: "user", content: SECOND },
    ]);
    const [before, rest] = split(text, FIRST);
    const after = between(rest, beforeUser);
    return before?.trim() && after?.trim() ? [{ role: "system", before, after }] : [];
  } catch {
    return [];
  }
}

/** The text between the end of a content and the marks of the following user message. */
function between(text: string | null, beforeUser: string | null): string | null {
  const [end] = split(text, SECOND);
  return end !== null && beforeUser !== null && end.endsWith(beforeUser)
    ? end.slice(0, end.length - beforeUser.length)
    : null;
}

function readPrompt(prompt: string, roles: readonly Marks[], answer: string): readonly ChatMessage[] | null {
  const messages: ChatMessage[] = [];
  let rest = prompt;
  while (rest.trim() !== answer.trim()) {
    const marks = roles.find(({ before }) => rest.startsWith(before.trim()));
    if (!marks) return null;
    const { role, before, after } = marks;
    const content = rest.slice(rest.startsWith(before) ? before.length : before.trim().length);
    const end = content.indexOf(after.trim());
    if (end < 0) return null;
    // A space of the mark is not part of the content.
    const space = after.slice(0, after.length - after.trimStart().length);
    const text = content.slice(0, end);
    messages.push({ role, content: text.endsWith(space) ? text.slice(0, end - space.length) : text });
    rest = content.slice(end + after.trim().length).trimStart();
  }
  return messages;
}

function withoutBos(text: string, bosToken: string): string {
  return bosToken !== "" && text.startsWith(bosToken) ? text.slice(bosToken.length) : text;
}

function split(text: string | null, at: string): readonly [string | null, string | null] {
  const place = text?.indexOf(at) ?? -1;
  return text === null || place < 0 ? [null, null] : [text.slice(0, place), text.slice(place + at.length)];
}
