/** Options of generating that option 1 can set in model_config besides those in the form. */
import { own } from "#base/own.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ConfigValue } from "./model-config.ts";

/** In transformers' words; null or undefined values are not set. */
export interface ConfiguredGeneration {
  readonly max_new_tokens?: number;
  /** MLflow's name for it, which takes precedence. */
  readonly max_tokens?: number;
  readonly stop?: readonly string[];
  readonly do_sample?: boolean;
  readonly temperature?: number;
  readonly top_k?: number;
  readonly top_p?: number;
  readonly min_p?: number;
  readonly repetition_penalty?: number;
  readonly no_repeat_ngram_size?: number;
  readonly min_new_tokens?: number;
  readonly min_length?: number;
}

const TYPES: Readonly<Record<keyof ConfiguredGeneration, "number" | "boolean" | "texts">> = {
  max_new_tokens: "number",
  max_tokens: "number",
  stop: "texts",
  do_sample: "boolean",
  temperature: "number",
  top_k: "number",
  top_p: "number",
  min_p: "number",
  repetition_penalty: "number",
  no_repeat_ngram_size: "number",
  min_new_tokens: "number",
  min_length: "number",
};

/** Values that do not change an answer of llm/v1/chat; null: every value. */
const CHANGE_NOTHING: Readonly<Record<string, readonly ConfigValue[] | null>> = {
  max_length: null,
  truncation: null,
  include_prompt: null,
  return_full_text: null,
  num_beams: [1],
  num_return_sequences: [1],
  use_cache: [true],
};

/** Whether the page answers as transformers does if model_config has this option. */
export function isInPage(name: string, value: ConfigValue): boolean {
  if (value === null) return true;
  const idle = own(CHANGE_NOTHING, name);
  if (idle !== undefined) return idle === null || idle.includes(value);
  const type = own(TYPES, name);
  return type === "texts" ? Array.isArray(value) : typeof value === type;
}

/** @throws AppError "unsupported" for options that the page lacks, or transformers does not know. */
export function configuredGeneration(
  more: Readonly<Record<string, ConfigValue>> | undefined,
): ConfiguredGeneration {
  const said = Object.entries(more ?? {}).filter(([, value]) => value !== null);
  for (const [name, value] of said) {
    if (isInPage(name, value)) continue;
    throw new AppError(
      "unsupported",
      message`model_config sets ${name} to ${JSON.stringify(value)}, which a pipeline cannot do here: the answer would differ from MLflow's. The artifact holds it. Take it out of model_config to try the model here.`,
      { details: { name } },
    );
  }
  return Object.fromEntries(said.filter(([name]) => own(TYPES, name) !== undefined));
}
