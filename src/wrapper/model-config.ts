/** Option 1's model_config: what the form shows, and other options for generate(). */
import { own } from "#base/own.ts";

export type ConfigValue = number | boolean | string | null | readonly string[];

export interface TransformersModelConfig {
  readonly maxLength: number;
  readonly truncation: boolean;
  readonly includePrompt: boolean;
  /** The other entries, in Python's spelling; they are only in the code. */
  readonly more?: Readonly<Record<string, ConfigValue>>;
}

/** As passed to log_model. */
export function modelConfigJson({
  maxLength,
  truncation,
  includePrompt,
  more,
}: TransformersModelConfig): Readonly<Record<string, ConfigValue>> {
  return { max_length: maxLength, truncation, include_prompt: includePrompt, ...more };
}

/** @param before the values for what the code does not set. Values that model_config cannot hold here are dropped. */
export function modelConfigOf(
  given: Readonly<Record<string, unknown>>,
  before: TransformersModelConfig,
): TransformersModelConfig {
  const [maxLength, truncation, includePrompt] = ["max_length", "truncation", "include_prompt"].map((name) =>
    own(given, name),
  );
  const more = Object.entries(given).filter(
    (entry): entry is [string, ConfigValue] => !SHOWN.has(entry[0]) && isConfigValue(entry[1]),
  );
  return {
    maxLength: typeof maxLength === "number" ? maxLength : before.maxLength,
    truncation: typeof truncation === "boolean" ? truncation : before.truncation,
    includePrompt: typeof includePrompt === "boolean" ? includePrompt : before.includePrompt,
    ...(more.length > 0 && { more: Object.fromEntries(more) }),
  };
}

const SHOWN = new Set(["max_length", "truncation", "include_prompt"]);

export function isConfigValue(value: unknown): value is ConfigValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === "string");
  return value === null || ["number", "boolean", "string"].includes(typeof value);
}
