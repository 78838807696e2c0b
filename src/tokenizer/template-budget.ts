import { WordedError } from "#base/errors.ts";
import { type Message, message } from "#base/message.ts";

/** Templates of real models take a few thousand steps. */
const maxSteps = 1_000_000;
/** Characters of texts and items of lists that are created or read while rendering. */
const maxMade = 64 * 2 ** 20;
const maxDepth = 1_000;

/** A template exceeded its limits. */
export class TemplateLimit extends WordedError {}

let steps = 0;
let made = 0;
let depth = 0;

/**
 * Runs code with limits on steps, on what it creates, and on depth: templates come from strangers, and a one-line template can run
 * forever. A template is rendered synchronously, so one counter is enough.
 * @throws TemplateLimit when a limit is reached.
 */
export function withinBudget<Result>(run: () => Result): Result {
  steps = made = depth = 0;
  try {
    return run();
  } catch (error) {
    throw isStackOverflow(error) ? tooDeep() : error;
  }
}

export function spendSteps(count: number): void {
  steps += count;
  if (steps > maxSteps) {
    throw limit(message`it takes more than ${maxSteps} steps, so that it may never end.`);
  }
}

/** Call before creating something, or reading it whole. @param size in characters or items; anything that is not a number counts as too large. */
export function spendSize(size: number): void {
  made += size;
  if (!(made <= maxMade)) {
    throw limit(message`what it puts together is larger than ${maxMade / 2 ** 20} MB.`);
  }
}

export function nested<Result>(run: () => Result): Result {
  spendSteps(1);
  if (++depth > maxDepth) throw tooDeep();
  try {
    return run();
  } finally {
    depth--;
  }
}

/** The text repeated `count` times, "" for a negative number. */
export function repeated(text: string, count: bigint | number): string {
  const times = Math.max(Number(count), 0);
  spendSize(text.length * times);
  return text.repeat(times);
}

function tooDeep(): TemplateLimit {
  return limit(message`its parts are nested more than ${maxDepth} levels deep.`);
}

function limit(wording: Message): TemplateLimit {
  return new TemplateLimit(wording);
}

/** The messages of V8 and JavaScriptCore, and of Firefox. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof Error && /call stack|recursion/i.test(error.message);
}
