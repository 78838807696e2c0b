import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { TransformersModelConfig } from "#wrapper/wrapper.ts";
import type { ChatRequestJson } from "./chat-completion.ts";
import type { PromptRequestJson } from "./text-completion.ts";
import type { SamplingParams } from "./draw-token.ts";

/** generation_config.json of transformers: the parts that matter here. */
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
  /** Of the request, else of generation_config.json; null where max_length holds. */
  readonly maxNewTokens: number | null;
  /** Tokens at most, the prompt counted, unless maxNewTokens says otherwise. */
  readonly maxLength: number;
  /** Whether a prompt longer than maxLength loses its end. */
  readonly truncation: boolean;
  /** Text at which to stop; it stays in the answer. */
  readonly stop: readonly string[];
  /** max_tokens of the request: the limit that `finish_reason` is told by. */
  readonly requestedTokens: number | null;
}

/** What transformers' TextGenerationPipeline (5.23) takes where neither the call nor generation_config.json says. */
const pipelineDefaults = { doSample: true, temperature: 0.7 };
/** The same of `generate()` itself. */
const generateDefaults = { temperature: 1, topK: 50, topP: 1 };

/** In MLflow's llm/v1/chat signature, and yet refused by the pipeline, to which MLflow hands them on. */
const refusedFields = ["n", "stream", "frequency_penalty", "presence_penalty", "custom_inputs"] as const;

/** What generation_config.json may set and transformers.js passes over, with the values that change nothing. */
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
/** The same of sampling. */
const unportedWhenSampling: typeof unportedSettings = {
  top_h: [],
  typical_p: [1],
  epsilon_cutoff: [0],
  eta_cutoff: [0],
};

/**
 * Puts together what a request, the wrapper's model_config and the model's generation_config.json say.
 *
 * Mirrors preprocess_llm_inference_input (mlflow/transformers/llm_inference_utils.py, 3.17) and
 * Pipeline._prepare_generate_kwargs (transformers/pipelines/base.py, 5.23). A temperature alone does not make it sample:
 * `do_sample` of generation_config.json decides, and samples where there is none.
 *
 * @throws AppError "invalid-input" for what MLflow or transformers would refuse; "unsupported" where generation_config.json asks
 * for a way to generate that the page does not know, and would answer otherwise.
 */
export function generationParams(
  request: ChatRequestJson | PromptRequestJson,
  modelConfig: TransformersModelConfig,
  generationConfig: GenerationConfigJson,
): GenerationParams {
  for (const field of refusedFields) {
    if (request[field] !== undefined && request[field] !== null) throw refused(field);
  }
  // Python's truth decides in MLflow: 0 and [] count as absent.
  const requestedTokens = request.max_tokens || null;
  const doSample = generationConfig.do_sample ?? pipelineDefaults.doSample;
  const params: GenerationParams = {
    doSample,
    temperature:
      request.temperature ??
      generationConfig.temperature ??
      (doSample ? pipelineDefaults.temperature : generateDefaults.temperature),
    topK: request.top_k ?? generationConfig.top_k ?? generateDefaults.topK,
    topP: request.top_p ?? generationConfig.top_p ?? generateDefaults.topP,
    minP: generationConfig.min_p ?? null,
    maxNewTokens: requestedTokens ?? generationConfig.max_new_tokens ?? null,
    maxLength: modelConfig.maxLength,
    truncation: modelConfig.truncation,
    stop: request.stop ?? [],
    requestedTokens,
  };
  check(params);
  checkPorted(generationConfig, { ...unportedSettings, ...(doSample && unportedWhenSampling) });
  return params;
}

/** How many tokens to generate after a prompt, and to how many tokens the prompt is cut first. */
export interface LengthPlan {
  /** The prompt's tokens after cutting. */
  readonly promptTokens: number;
  readonly maxNewTokens: number;
}

/**
 * Mirrors TextGenerationPipeline.preprocess and GenerationMixin._validate_generated_length (transformers 5.23), and stops at
 * the end of the model's context, beyond which native goes on into noise.
 *
 * @param promptTokens tokens of the whole prompt, as the pipeline encodes it.
 * @throws AppError "prompt-too-long" when there is no room for an answer.
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
      message`The messages take ${promptTokens} tokens, and model_config's max_length is ${params.maxLength} for messages and answer together. Shorten them, raise max_length in the wrapper cell, or set max_tokens in the input.`,
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
      message`The model's generation_config.json sets ${name} to ${JSON.stringify(value)}, which option 1 cannot do in the page: its answers would differ from transformers'. The artifact keeps the setting, and MLflow follows it. Take it out of the file to try the model here.`,
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
