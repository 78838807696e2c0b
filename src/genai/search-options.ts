import { own } from "#base/own.ts";
import { AppError } from "#base/errors.ts";
import { type JsonScalar, TypeMismatch, translate, kindOf, UnknownValue } from "./json-reader.ts";

/** Options of the search; native's names in camelCase (Config::Search of onnxruntime-genai, src/config.h, 0.18). */
export interface SearchOptions {
  doSample: boolean;
  /** Number of tokens, prompt included, before which no end-of-stream token is chosen. */
  minLength: number;
  /** Number of tokens at which generation stops, prompt included; 0 means the model's context length. */
  maxLength: number;
  batchSize: number;
  numBeams: number;
  numReturnSequences: number;
  repetitionPenalty: number;
  topK: number;
  topP: number;
  temperature: number;
  /** Beam search ends as soon as num_beams sequences have ended. */
  earlyStopping: boolean;
  noRepeatNgramSize: number;
  /** Native reads it and never uses it. */
  diversityPenalty: number;
  lengthPenalty: number;
  pastPresentShareBuffer: boolean;
  /** Negative: a new random seed for each generator. */
  randomSeed: number;
  /** How many tokens of a prompt are run at once; 0: all. */
  chunkSize: number;
  /** For speech models; no effect here. */
  blankPenalty: number;
}

/** The defaults where neither genai_config.json nor the caller sets an option. */
export const searchDefaults: Readonly<SearchOptions> = {
  doSample: false,
  minLength: 0,
  maxLength: 0,
  batchSize: 1,
  numBeams: 1,
  numReturnSequences: 1,
  repetitionPenalty: 1,
  topK: 50,
  topP: 0,
  temperature: 1,
  earlyStopping: true,
  noRepeatNgramSize: 0,
  diversityPenalty: 0,
  lengthPenalty: 1,
  pastPresentShareBuffer: false,
  randomSeed: -1,
  chunkSize: 0,
  blankPenalty: 0,
};

type KeysOf<Value> = {
  [Key in keyof SearchOptions]: SearchOptions[Key] extends Value ? Key : never;
}[keyof SearchOptions];

type OptionKind =
  | { readonly kind: "bool"; readonly key: KeysOf<boolean> }
  | { readonly kind: "int" | "float" | "chunk"; readonly key: KeysOf<number> };

/** The name here for each of native's names, and the type it takes. */
const optionKinds: Readonly<Record<string, OptionKind>> = {
  do_sample: { kind: "bool", key: "doSample" },
  min_length: { kind: "int", key: "minLength" },
  max_length: { kind: "int", key: "maxLength" },
  batch_size: { kind: "int", key: "batchSize" },
  num_beams: { kind: "int", key: "numBeams" },
  num_return_sequences: { kind: "int", key: "numReturnSequences" },
  repetition_penalty: { kind: "float", key: "repetitionPenalty" },
  top_k: { kind: "int", key: "topK" },
  top_p: { kind: "float", key: "topP" },
  temperature: { kind: "float", key: "temperature" },
  early_stopping: { kind: "bool", key: "earlyStopping" },
  no_repeat_ngram_size: { kind: "int", key: "noRepeatNgramSize" },
  diversity_penalty: { kind: "float", key: "diversityPenalty" },
  length_penalty: { kind: "float", key: "lengthPenalty" },
  past_present_share_buffer: { kind: "bool", key: "pastPresentShareBuffer" },
  random_seed: { kind: "int", key: "randomSeed" },
  chunk_size: { kind: "chunk", key: "chunkSize" },
  blank_penalty: { kind: "float", key: "blankPenalty" },
};

/**
 * Sets one option by native's name; floats are rounded to float32 as native stores them.
 * Mirrors Search_Element::OnValue (onnxruntime-genai, src/config.cpp, 0.18).
 * @throws UnknownValue, TypeMismatch, or Error with native's message.
 */
export function setSearchValue(options: SearchOptions, name: string, value: JsonScalar): void {
  const option = own(optionKinds, name);
  if (option === undefined) throw new UnknownValue();
  switch (option.kind) {
    case "bool":
      options[option.key] = toBool(value);
      return;
    case "int":
      options[option.key] = toInt32(value, name);
      return;
    case "float":
      options[option.key] = Math.fround(toNumber(value));
      return;
    case "chunk":
      options[option.key] = Math.max(Math.trunc(toNumber(value)), 0);
      return;
  }
}

/**
 * Sets options by native's names, in order; those before a bad one stay set. Mirrors GeneratorParams.set_search_options
 * (onnxruntime-genai, src/python/python.cpp, 0.18).
 * @throws AppError "invalid-argument" with native's message.
 */
export function setSearchOptions(
  options: SearchOptions,
  values: Readonly<Record<string, number | boolean>>,
): void {
  for (const [name, value] of Object.entries<unknown>(values)) {
    if (typeof value !== "number" && typeof value !== "boolean") {
      throw refusal(`Unknown search option type, can be float/bool/int:${name}`, name);
    }
    try {
      setSearchValue(options, name, value);
    } catch (error) {
      throw refusal(translate(error, name).message, name);
    }
  }
}

function refusal(nativeWords: string, option: string): AppError {
  return new AppError("invalid-argument", nativeWords, { details: { option } });
}

export function toNumber(value: JsonScalar): number {
  if (typeof value !== "number") throw new TypeMismatch("number", kindOf(value));
  return value;
}

export function toBool(value: JsonScalar): boolean {
  if (typeof value !== "boolean") throw new TypeMismatch("bool", kindOf(value));
  return value;
}

const int32Min = -(2 ** 31);
const int32Max = 2 ** 31 - 1;

/** Mirrors SafeDoubleToInt (onnxruntime-genai, src/config.cpp, 0.18). */
export function toInt32(value: JsonScalar, name: string): number {
  const number = toNumber(value);
  if (!Number.isFinite(number)) throw new Error(`Field '${name}' cannot be converted to int32 (NaN or Inf)`);
  if (number < int32Min || number > int32Max) {
    throw new Error(
      `Field '${name}' value ${formatNumber(number)} is out of int32 range [${int32Min}, ${int32Max}]`,
    );
  }
  if (number !== Math.trunc(number)) {
    throw new Error(`Field '${name}' value ${formatNumber(number)} is not an integer`);
  }
  return number + 0;
}

/** A number as a C++ stream prints it: %g, six significant digits. */
function formatNumber(value: number): string {
  const rounded = toSixDigits(value);
  const [mantissa = "", power = ""] = rounded.toExponential(5).split("e");
  if (Number(power) >= -4 && Number(power) < 6) return trimZeros(rounded.toPrecision(6));
  const sign = power.startsWith("-") ? "-" : "+";
  return `${trimZeros(mantissa)}e${sign}${power.replace(/^[+-]/, "").padStart(2, "0")}`;
}

/** Halfway between two numbers of six digits, C takes the even one and JavaScript the larger one. */
function toSixDigits(value: number): number {
  const tie = /^(-?\d\.\d{4}[02468])50*(e.+)$/.exec(value.toExponential(20));
  return Number(tie === null ? value.toPrecision(6) : `${tie[1]}${tie[2]}`);
}

function trimZeros(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}
