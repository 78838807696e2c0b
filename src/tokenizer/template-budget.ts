import { WordedError } from "#base/errors.ts";
import { type Message, message } from "#base/message.ts";

/** Templates of real models take some thousands of steps. */
const maxSteps = 1_000_000;
/** Characters of the texts, and items of the lists, that are made along the way. */
const maxMade = 64 * 2 ** 20;
const maxDepth = 1_000;

/** A template went beyond what it may take. */
export class TemplateLimit extends WordedError {}

let steps = 0;
let made = 0;
let depth = 0;

/**
 * Gives what runs within it a budget of steps, of what is made and of depth: templates come from strangers, and one of a line may
 * never end. A template is rendered in one go, so that one count is enough.
 * @throws TemplateLimit at the end of the budget.
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

/** To be called before something is made. @param size in characters or items; what is no number of these is too large. */
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

/** The text as often as asked, "" for a negative number. */
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

/** Of V8 and JavaScriptCore, and of Firefox. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof Error && /call stack|recursion/i.test(error.message);
}
