/** The loaded models, one of each option, and the queue of their users. */
import type { GenaiModel } from "./genai-model.ts";
import { ModelSlot } from "./model-slot.ts";
import type { ChatModel } from "./transformers/chat-model.ts";

export const chatModels = new ModelSlot<ChatModel>();
export const genaiModels = new ModelSlot<GenaiModel>();

let last: Promise<unknown> = Promise.resolve();

/** Starts when those before it have ended. */
export function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = last.then(work);
  last = result.catch(() => undefined);
  return result;
}
