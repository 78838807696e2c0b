/** The settings of an answer, by which a person compares runs. */
import { type GenericSchema, object, string, tuple } from "valibot";
import { list } from "#base/schemas.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { parseMessages, parsePrompt } from "./typed-input.ts";

export interface RunSettings {
  /** Name of the model. */
  readonly model: string;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  /** By name, as JSON: the wrapper's, then the input's own and the seed. */
  readonly options: readonly (readonly [string, string])[];
}

export const runSettingsSchema: GenericSchema<unknown, RunSettings> = object({
  model: string(),
  askedAt: string(),
  options: list(tuple([string(), string()])),
});

/** @param input JSON as typed. */
export function runSettings(
  { input, seed }: { readonly input: string; readonly seed?: number },
  { name }: ModelBundle,
  wrapper: Wrapper,
  now: Date,
): RunSettings {
  const options = new Map<string, unknown>(
    wrapper.option === "pyfunc"
      ? Object.entries(wrapper.searchOptions)
      : [["max_length", wrapper.modelConfig.maxLength]],
  );
  const typed = wrapper.option === "pyfunc" ? parsePrompt(input) : parseMessages(input);
  const ofInput = typed.kind === "shown" ? Object.entries(typed.root) : [];
  for (const [option, value] of ofInput) {
    if (option !== "messages" && option !== "prompt") options.set(option, value);
  }
  if (seed !== undefined && wrapper.option === "transformers") options.set("seed", seed);
  return {
    model: name,
    askedAt: now.toISOString(),
    options: [...options].map(([option, value]) => [option, JSON.stringify(value)]),
  };
}

/** The question: a person's last message, or the prompt; null if the input has none. */
export function questionOf(input: string): string | null {
  const messages = parseMessages(input);
  if (messages.kind === "shown") {
    return messages.value.findLast(({ role }) => role === "user")?.content ?? null;
  }
  const prompt = parsePrompt(input);
  return prompt.kind === "shown" ? prompt.value : null;
}
