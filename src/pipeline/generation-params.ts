import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { TransformersModelConfig } from "#wrapper/model-config.ts";
import type { ChatRequestJson } from "./chat-completion.ts";
import { configuredGeneration } from "#wrapper/generation-config.ts";
import type { PromptRequestJson } from "./text-completion.ts";
import type { SamplingParams } from "./draw-token.ts";

/** The fields of transformers' generation_config.json that matter here. */
export interface GenerationConfigJson {
  readonly do_sample?: boolean | null;
  readonly temperature?: number | null;
  readonly top_k?: number | null;
  readonly top_p?: number | null;
  readonly min_p?: number | null;
  readonly max_new_tokens?: number | null;
  readonly eos_token_id?: number | readonly number[] | null;
}

/** How one answer is generated, in transformers' words. */
export interface GenerationParams extends SamplingParams {
  readonly doSample: boolean;
  /** From the request, otherwise from generation_config.json; null if max_length applies. */
  readonly maxNewTokens: number | null;
  /** Maximum tokens including the prompt, unless maxNewTokens is set. */
  readonly maxLength: number;
  /** Whether a prompt longer than maxLength is cut at its end. */
  readonly truncation: boolean;
  /** Texts at which to stop; they stay in the answer. */
  readonly stop: readonly string[];
  /** Above 1, tokens that stand there already are less likely. */
  readonly repetitionPenalty: number;
  /** Runs of so many tokens come once; 0: off. */
  readonly noRepeatNgramSize: number;
  /** Tokens at least, the prompt counted; 0: off. */
  readonly minLength: number;
  /** The same without the prompt. */
  readonly minNewTokens: number;
  /** max_tokens of the request, or of model_config: the limit that `finish_reason` is told by. */
  readonly requestedTokens: number | null;
}

/** Defaults of transformers' TextGenerationPipeline (5.23), if neither the call nor generation_config.json sets a value. */
const pipelineDefaults = { doSample: true, temperature: 0.7 };
/** Defaults of `generate()` itself. */
const generateDefaults = { temperature: 1, topK: 50, topP: 1 };

/** In MLflow's llm/v1/chat signature, although the pipeline, to which MLflow passes them, refuses them. */
const refusedFields = ["n", "stream", "frequency_penalty", "presence_penalty", "custom_inputs"] as const;

/** What generation_config.json can set and transformers.js ignores, with the values that change nothing. */
const unportedSettings: Readonly<Record<string, readonly unknown[]>> = {
  num_beams: [1],
  penalty_alpha: [0],
  dola_layers: [],
  encoder_repetition_penalty: [1],
  exponential_decay_length_penalty: [],
  sequence_bias: [],
  watermarking_config: [],
  guidance_scale: [1],
  stop_strings: [],
};
/** The same for sampling. */
const unportedWhenSampling: typeof unportedSettings = {
  top_h: [],
  typical_p: [1],
  epsilon_cutoff: [0],
  eta_cutoff: [0],
};

/**
 * Combines a request, the wrapper's model_config and the model's generation_config.json.
 * Mirrors preprocess_llm_inference_input (mlflow/transformers/llm_inference_utils.py, 3.17) and Pipeline._prepare_generate_kwargs
 * (transformers/pipelines/base.py, 5.23). A temperature alone does not turn on sampling: `do_sample` of generation_config.json decides,
 * and without that file the pipeline samples.
 * @throws AppError "invalid-input" for what MLflow or transformers would refuse; "unsupported" if generation_config.json selects a way of
 * generating that the page lacks.
 */
export function generationParams(
  request: ChatRequestJson | PromptRequestJson,
  modelConfig: TransformersModelConfig,
  generationConfig: GenerationConfigJson,
): GenerationParams {
  for (const field of refusedFields) {
    if (request[field] !== undefined && request[field] !== null) throw refused(field);
  }
  // MLflow tests for Python's truth: 0 and [] count as absent.
  const config = configuredGeneration(modelConfig.more);
  const requestedTokens =
    (request.max_tokens || null) ?? (config.max_tokens || null) ?? (config.max_new_tokens || null);
  const doSample = config.do_sample ?? generationConfig.do_sample ?? pipelineDefaults.doSample;
  const params: GenerationParams = {
    doSample,
    temperature:
      request.temperature ??
      config.temperature ??
      generationConfig.temperature ??
      (doSample ? pipelineDefaults.temperature : generateDefaults.temperature),
    topK: request.top_k ?? config.top_k ?? generationConfig.top_k ?? generateDefaults.topK,
    topP: request.top_p ?? config.top_p ?? generationConfig.top_p ?? generateDefaults.topP,
    minP: config.min_p ?? generationConfig.min_p ?? null,
    maxNewTokens: requestedTokens ?? generationConfig.max_new_tokens ?? null,
    maxLength: modelConfig.maxLength,
    truncation: modelConfig.truncation,
    stop: request.stop ?? config.stop ?? [],
    repetitionPenalty: config.repetition_penalty ?? 1,
    noRepeatNgramSize: config.no_repeat_ngram_size ?? 0,
    minLength: config.min_length ?? 0,
    minNewTokens: config.min_new_tokens ?? 0,
    requestedTokens,
  };
  check(params);
  checkPorted(generationConfig, { ...unportedSettings, ...(doSample && unportedWhenSampling) });
  return params;
}

/** How many tokens to generate after a prompt, and how many tokens of the prompt to keep. */
export interface LengthPlan {
  /** The prompt's tokens after cutting. */
  readonly promptTokens: number;
  readonly maxNewTokens: number;
}

/**
 * Mirrors TextGenerationPipeline.preprocess and GenerationMixin._validate_generated_length (transformers 5.23), but stops at the end of
 * the model's context, beyond which native generates noise.
 * @param promptTokens tokens of the whole prompt, as the pipeline encodes it.
 * @throws AppError "prompt-too-long" if there is no room for an answer.
 */
export function planLength(
  promptTokens: number,
  params: GenerationParams,
  contextLength: number,
): LengthPlan {
  if (promptTokens === 0) {
    // transformers fails on a tensor of no elements.
    throw new AppError(
      "invalid-input",
      message`The prompt is empty. Write something for the model to go on from.`,
    );
  }
  const kept = params.truncation ? Math.min(promptTokens, params.maxLength) : promptTokens;
  if (params.maxNewTokens === null && kept >= params.maxLength) {
    throw new AppError(
      "prompt-too-long",
      message`The messages take ${promptTokens} tokens, and model_config's max_length is ${params.maxLength} for messages and answer together. Shorten them, raise max_length, or set max_tokens in the input.`,
      { details: { promptTokens, maxLength: params.maxLength } },
    );
  }
  if (kept >= contextLength) {
    throw new AppError(
      "prompt-too-long",
      message`The messages take ${promptTokens} tokens, and the model reads ${contextLength} at most, its answer included. Shorten the messages.`,
      { details: { promptTokens, contextLength } },
    );
  }
  const wanted = params.maxNewTokens ?? params.maxLength - kept;
  return { promptTokens: kept, maxNewTokens: Math.min(wanted, contextLength - kept) };
}

function check(params: GenerationParams): void {
  if (params.maxNewTokens !== null && params.maxNewTokens < 0) {
    throw invalid(message`max_tokens is ${params.maxNewTokens}; it must be 1 or more.`);
  }
  if (!params.doSample) return;
  if (!(params.temperature > 0)) {
    throw invalid(
      message`temperature is ${params.temperature}; this model samples (its generation_config.json does not set do_sample to false), and then it must be above 0.`,
    );
  }
  if (!(params.topP >= 0 && params.topP <= 1)) {
    throw invalid(message`top_p is ${params.topP}; it must be from 0 to 1.`);
  }
  if (params.topK < 0) throw invalid(message`top_k is ${params.topK}; it must be 0 (off) or more.`);
}

function checkPorted(generationConfig: object, settings: typeof unportedSettings): void {
  for (const [name, value] of Object.entries(generationConfig)) {
    const usual = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (usual === undefined || value === null || usual.includes(value)) continue;
    throw new AppError(
      "unsupported",
      message`The model's generation_config.json sets ${name} to ${JSON.stringify(value)}, which a pipeline cannot do here: its answers would differ from transformers'. The artifact keeps the setting, and MLflow follows it. Take it out of the file to try the model here.`,
      { details: { name } },
    );
  }
}

function refused(field: string): AppError {
  return new AppError(
    "invalid-input",
    message`"${field}" is part of MLflow's chat signature, but the transformers pipeline does not know it, and MLflow's predict fails with it too. Leave it out.`,
    { details: { field } },
  );
}

function invalid(wording: Message): AppError {
  return new AppError("invalid-input", wording);
}
