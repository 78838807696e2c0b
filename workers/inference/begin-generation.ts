import { throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { InferenceEvents } from "#inference/inference-port.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { GenerationClock } from "./generation-clock.ts";
import type { ChatProgress } from "./transformers/chat-model.ts";

/** Until here an abort rejects the request; from here on it stops the generation and keeps its text. */
export function beginGeneration(
  reader: BundleReader,
  events: InferenceEvents,
): { clock: GenerationClock; progress: ChatProgress } {
  const { signal } = reader;
  throwIfAborted(signal);
  reader.say(message`Generating`);
  const clock = new GenerationClock();
  const onTextDelta: ChatProgress["onTextDelta"] = (delta) => {
    clock.onToken();
    events.onTextDelta(delta);
  };
  return { clock, progress: { signal, onTextDelta } };
}
